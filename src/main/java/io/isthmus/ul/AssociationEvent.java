package io.isthmus.ul;

/** The events of the upper layer state machine (PS3.8 Table 9-10); {@code EVT1} is event 1. */
public enum AssociationEvent {
  /** A-ASSOCIATE request of the local user. */
  EVT1,
  /** Transport connection confirmed. */
  EVT2,
  /** A-ASSOCIATE-AC received. */
  EVT3,
  /** A-ASSOCIATE-RJ received. */
  EVT4,
  /** Transport connection indicated. */
  EVT5,
  /** A-ASSOCIATE-RQ received. */
  EVT6,
  /** The local user accepts. */
  EVT7,
  /** The local user rejects. */
  EVT8,
  /** P-DATA request of the local user. */
  EVT9,
  /** P-DATA-TF received. */
  EVT10,
  /** A-RELEASE request of the local user. */
  EVT11,
  /** A-RELEASE-RQ received. */
  EVT12,
  /** A-RELEASE-RP received. */
  EVT13,
  /** A-RELEASE response of the local user. */
  EVT14,
  /** A-ABORT request of the local user. */
  EVT15,
  /** A-ABORT received. */
  EVT16,
  /** Transport connection closed. */
  EVT17,
  /** ARTIM timer expired. */
  EVT18,
  /** Unrecognized or invalid PDU received. */
  EVT19;

  /** The event that the arrival of a PDU is. */
  public static AssociationEvent of(Pdu received) {
    return switch (received) {
      case Pdu.AAssociateRq _ -> EVT6;
      case Pdu.AAssociateAc _ -> EVT3;
      case Pdu.AAssociateRj _ -> EVT4;
      case Pdu.PDataTf _ -> EVT10;
      case Pdu.AReleaseRq _ -> EVT12;
      case Pdu.AReleaseRp _ -> EVT13;
      case Pdu.AAbort _ -> EVT16;
    };
  }
}
