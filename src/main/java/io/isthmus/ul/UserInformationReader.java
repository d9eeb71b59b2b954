package io.isthmus.ul;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the sub-items of the user information item; those it does not know are skipped. */
final class UserInformationReader {
  private long maxPduLength;
  private String implementationClassUid = "";
  private @Nullable String implementationVersionName;
  private @Nullable AsynchronousOperationsWindow window;
  private final List<RoleSelection> roles = new ArrayList<>();
  private final List<ExtendedNegotiation> extended = new ArrayList<>();
  private final List<CommonExtendedNegotiation> commonExtended = new ArrayList<>();
  private @Nullable UserIdentity identity;
  private @Nullable Octets identityResponse;

  private UserInformationReader() {}

  static UserInformation read(ItemCursor item) throws MalformedPduException {
    UserInformationReader reader = new UserInformationReader();
    while (item.hasMore()) {
      int type = item.unsigned8();
      item.skip(1);
      reader.subItem(type, item.part(item.unsigned16(), String.format("sub-item %02XH", type)));
    }
    return reader.result();
  }

  private UserInformation result() {
    return new UserInformation(
        maxPduLength,
        implementationClassUid,
        implementationVersionName,
        window,
        roles,
        extended,
        commonExtended,
        identity,
        identityResponse);
  }

  private void subItem(int type, ItemCursor item) throws MalformedPduException {
    switch (type) {
      case ItemType.MAXIMUM_LENGTH -> maxPduLength = item.unsigned32();
      case ItemType.IMPLEMENTATION_CLASS_UID -> implementationClassUid = item.restAsText();
      case ItemType.IMPLEMENTATION_VERSION_NAME -> implementationVersionName = item.restAsText();
      case ItemType.ASYNCHRONOUS_OPERATIONS_WINDOW ->
          window = new AsynchronousOperationsWindow(item.unsigned16(), item.unsigned16());
      case ItemType.ROLE_SELECTION ->
          roles.add(
              new RoleSelection(item.countedText(), item.unsigned8() == 1, item.unsigned8() == 1));
      case ItemType.EXTENDED_NEGOTIATION ->
          extended.add(new ExtendedNegotiation(item.countedText(), item.rest()));
      case ItemType.COMMON_EXTENDED_NEGOTIATION -> commonExtended.add(commonExtended(item));
      case ItemType.USER_IDENTITY_REQUEST ->
          identity =
              new UserIdentity(
                  item.unsigned8(),
                  item.unsigned8() == 1,
                  item.countedOctets(),
                  item.countedOctets());
      case ItemType.USER_IDENTITY_RESPONSE -> identityResponse = item.countedOctets();
      default -> {
        // PS3.7 D.3.3: sub-items that are not defined are not significant.
      }
    }
  }

  private static CommonExtendedNegotiation commonExtended(ItemCursor item)
      throws MalformedPduException {
    String sopClassUid = item.countedText();
    String serviceClassUid = item.countedText();
    List<String> related = new ArrayList<>();
    ItemCursor list = item.part(item.unsigned16(), "list of related general SOP classes");
    while (list.hasMore()) {
      related.add(list.countedText());
    }
    return new CommonExtendedNegotiation(sopClassUid, serviceClassUid, related);
  }
}
