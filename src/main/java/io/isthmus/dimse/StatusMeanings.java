package io.isthmus.dimse;

import java.util.Map;
import java.util.TreeMap;

/** Status codes in words (PS3.7 C; PS3.4 B.2, C.4, CC.2, J.3, Y.4, Z.4). */
final class StatusMeanings {
  private static final Map<Integer, String> BY_CODE =
      parse(
          """
          0000 Success
          0001 Requested optional attributes are not supported
          0105 No such attribute
          0106 Invalid attribute value
          0107 Attribute list error
          0110 Processing failure
          0111 Duplicate SOP instance
          0112 No such SOP instance
          0113 No such event type
          0114 No such argument
          0115 Invalid argument value
          0116 Attribute value out of range
          0117 Invalid SOP instance
          0118 No such SOP class
          0119 Class-instance conflict
          0120 Missing attribute
          0121 Missing attribute value
          0122 SOP class not supported
          0123 No such action
          0124 Not authorized
          0131 Duplicate transaction UID
          0210 Duplicate invocation
          0211 Unrecognized operation
          0212 Mistyped argument
          0213 Resource limitation
          A700 Out of resources
          A701 Out of resources: unable to calculate number of matches
          A702 Out of resources: unable to perform sub-operations
          A710 Invalid prior record key
          A801 Move destination unknown
          A900 Data set or identifier does not match SOP class
          AA00 None of the frames requested were found in the SOP instance
          AA01 Unable to create new object for this SOP class
          AA02 Unable to extract frames
          AA03 Time-based request for a non-time-based SOP instance
          AA04 Invalid request
          B000 Coercion of data elements, or sub-operations complete with failures or warnings
          B001 Response limit reached
          B006 Elements discarded
          B007 Data set does not match SOP class
          B300 The requested modification was coerced
          B304 The UPS is already in the requested state of CANCELED
          B306 The UPS is already in the requested state of COMPLETED
          C000 Unable to process or cannot understand
          C300 The UPS may no longer be updated
          C301 The correct Transaction UID was not provided
          C302 The UPS is already IN PROGRESS
          C303 The UPS may only become SCHEDULED by N-CREATE
          C304 The UPS has not met final state requirements
          C307 The SOP instance does not exist or is not a UPS
          C308 The receiving AE title is unknown
          C309 The provided UPS state was not SCHEDULED
          C310 The UPS is not yet in the IN PROGRESS state
          C311 The UPS is already COMPLETED
          C312 The performer cannot be contacted
          C313 The performer chooses not to cancel
          C314 The action is not appropriate for the instance
          C315 Event reports are not supported
          FE00 Cancel
          FF00 Pending
          FF01 Pending; one or more optional keys are not supported
          """);

  private StatusMeanings() {}

  static String of(int code) {
    String meaning = BY_CODE.get(code);
    if (meaning != null) {
      return meaning;
    }
    return switch (code >>> 8) {
      case 0xA7 -> "Out of resources";
      case 0xA9 -> "Data set or identifier does not match SOP class";
      default ->
          switch (code >>> 12) {
            case 0xA -> "Failure";
            case 0xB -> "Warning";
            case 0xC -> "Unable to process or cannot understand";
            default -> "Failure of no known code";
          };
    };
  }

  private static Map<Integer, String> parse(String table) {
    Map<Integer, String> meanings = new TreeMap<>();
    table
        .lines()
        .forEach(
            line -> meanings.put(Integer.parseInt(line.substring(0, 4), 16), line.substring(5)));
    return meanings;
  }
}
