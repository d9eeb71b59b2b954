package io.isthmus.ul;

/** The single deeds that the actions of PS3.8 Tables 9-6 to 9-9 are made of. */
public enum Effect {
  /** Open the transport connection. */
  CONNECT,
  /** Send the PDU that the local user's request or response asks for. */
  SEND,
  /** Send A-ABORT with the service user as source. */
  SEND_USER_ABORT,
  /** Send A-ABORT with the service provider as source. */
  SEND_PROVIDER_ABORT,
  /** Tell the local user what arrived: an indication or confirmation. */
  INDICATE,
  /** Tell the local user that the association is gone without a request of the peer's user. */
  INDICATE_PROVIDER_ABORT,
  /** Start or restart the ARTIM timer. */
  START_ARTIM,
  /** Stop the ARTIM timer. */
  STOP_ARTIM,
  /** Close the transport connection. */
  CLOSE
}
