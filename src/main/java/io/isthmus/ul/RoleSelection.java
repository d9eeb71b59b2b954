package io.isthmus.ul;

/**
 * SCP/SCU Role Selection of the association requestor for one SOP class (PS3.7 D.3.3.4).
 *
 * @param sopClassUid the SOP class
 * @param scu whether the requestor may be SCU
 * @param scp whether the requestor may be SCP
 */
public record RoleSelection(String sopClassUid, boolean scu, boolean scp) {
  /** What holds when nothing was negotiated: the requestor is SCU only. */
  public static RoleSelection byDefault(String sopClassUid) {
    return new RoleSelection(sopClassUid, true, false);
  }
}
