package io.isthmus.ul;

import static io.isthmus.ul.AssociationState.STA1;
import static io.isthmus.ul.AssociationState.STA10;
import static io.isthmus.ul.AssociationState.STA11;
import static io.isthmus.ul.AssociationState.STA12;
import static io.isthmus.ul.AssociationState.STA13;
import static io.isthmus.ul.AssociationState.STA2;
import static io.isthmus.ul.AssociationState.STA3;
import static io.isthmus.ul.AssociationState.STA4;
import static io.isthmus.ul.AssociationState.STA5;
import static io.isthmus.ul.AssociationState.STA6;
import static io.isthmus.ul.AssociationState.STA7;
import static io.isthmus.ul.AssociationState.STA8;
import static io.isthmus.ul.AssociationState.STA9;
import static io.isthmus.ul.Effect.CLOSE;
import static io.isthmus.ul.Effect.CONNECT;
import static io.isthmus.ul.Effect.INDICATE;
import static io.isthmus.ul.Effect.INDICATE_PROVIDER_ABORT;
import static io.isthmus.ul.Effect.SEND;
import static io.isthmus.ul.Effect.SEND_PROVIDER_ABORT;
import static io.isthmus.ul.Effect.SEND_USER_ABORT;
import static io.isthmus.ul.Effect.START_ARTIM;
import static io.isthmus.ul.Effect.STOP_ARTIM;

import java.util.List;

/**
 * The actions of the upper layer state machine, as effects in order, with the state they lead to
 * (PS3.8 Tables 9-6 to 9-9).
 */
public enum Action {
  /** Issue a transport connect request. */
  AE_1(STA4, CONNECT),
  /** Send A-ASSOCIATE-RQ. */
  AE_2(STA5, SEND),
  /** Confirm the acceptance to the local user. */
  AE_3(STA6, INDICATE),
  /** Confirm the rejection to the local user and close. */
  AE_4(STA1, INDICATE, CLOSE),
  /** Take the transport connection and start ARTIM. */
  AE_5(STA2, START_ARTIM),
  /**
   * Stop ARTIM and indicate the request. A request that the provider itself cannot accept is
   * rejected by {@link #AE_8}, which comes to the same: A-ASSOCIATE-RJ, ARTIM, Sta13.
   */
  AE_6(STA3, STOP_ARTIM, INDICATE),
  /** Send A-ASSOCIATE-AC. */
  AE_7(STA6, SEND),
  /** Send A-ASSOCIATE-RJ and start ARTIM. */
  AE_8(STA13, SEND, START_ARTIM),
  /** Send P-DATA-TF. */
  DT_1(STA6, SEND),
  /** Indicate P-DATA. */
  DT_2(STA6, INDICATE),
  /** Send A-RELEASE-RQ. */
  AR_1(STA7, SEND),
  /** Indicate the release. */
  AR_2(STA8, INDICATE),
  /** Confirm the release and close. */
  AR_3(STA1, INDICATE, CLOSE),
  /** Send A-RELEASE-RP and start ARTIM. */
  AR_4(STA13, SEND, START_ARTIM),
  /** Stop ARTIM. */
  AR_5(STA1, STOP_ARTIM),
  /** Indicate P-DATA that arrives while the release is awaited. */
  AR_6(STA7, INDICATE),
  /** Send P-DATA-TF before the release is answered. */
  AR_7(STA8, SEND),
  /** Indicate the release: a collision. */
  AR_8(STA9, INDICATE),
  /** Send A-RELEASE-RP in a collision. */
  AR_9(STA11, SEND),
  /** Confirm the release in a collision. */
  AR_10(STA12, INDICATE),
  /** Send A-ABORT of the service user and start ARTIM. */
  AA_1(STA13, SEND_USER_ABORT, START_ARTIM),
  /** Stop ARTIM and close. */
  AA_2(STA1, STOP_ARTIM, CLOSE),
  /** Indicate the peer's abort and close. */
  AA_3(STA1, INDICATE, CLOSE),
  /** Indicate a provider abort. */
  AA_4(STA1, INDICATE_PROVIDER_ABORT),
  /** Stop ARTIM: the peer closed before it asked. */
  AA_5(STA1, STOP_ARTIM),
  /** Ignore the PDU. */
  AA_6(STA13),
  /** Send A-ABORT. */
  AA_7(STA13, SEND_PROVIDER_ABORT),
  /** Send A-ABORT of the service provider, indicate a provider abort, start ARTIM. */
  AA_8(STA13, SEND_PROVIDER_ABORT, INDICATE_PROVIDER_ABORT, START_ARTIM);

  private final AssociationState next;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Effect> effects;

  Action(AssociationState next, Effect... effects) {
    this.next = next;
    this.effects = List.of(effects);
  }

  /** What is to be done, in order. */
  public List<Effect> effects() {
    return effects;
  }

  /**
   * The state afterwards.
   *
   * @param requestor whether this side requested the association; decides a release collision
   */
  public AssociationState next(boolean requestor) {
    return this == AR_8 && !requestor ? STA10 : next;
  }
}
