package io.isthmus.dimse;

import java.util.Optional;

/** The services of PS3.7 10; the code is the Command Field of the request. */
public enum NormalizedService {
  N_EVENT_REPORT(0x0100),
  N_GET(0x0110),
  N_SET(0x0120),
  N_ACTION(0x0130),
  N_CREATE(0x0140),
  N_DELETE(0x0150);

  private final int code;

  NormalizedService(int code) {
    this.code = code;
  }

  /** Command Field of the request. */
  public int code() {
    return code;
  }

  /** Whether the request names its object as Affected, else as Requested (PS3.7 10.3). */
  boolean affected() {
    return this == N_EVENT_REPORT || this == N_CREATE;
  }

  static Optional<NormalizedService> of(int requestField) {
    for (NormalizedService service : values()) {
      if (service.code == requestField) {
        return Optional.of(service);
      }
    }
    return Optional.empty();
  }
}
