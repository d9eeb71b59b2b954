package io.isthmus.ul;

import java.util.HexFormat;

/**
 * PDUs written by hand from PS3.8 9.3 and PS3.7 D.3.3: each line of bytes, in hexadecimal, stands
 * behind its meaning. The reader of a fixture needs no code to see what it says.
 */
final class PduFixtures {
  private PduFixtures() {}

  /** The bytes of a fixture: what follows the bar of each line. */
  static byte[] bytes(String explained) {
    StringBuilder hex = new StringBuilder();
    explained
        .lines()
        .filter(line -> line.contains("|"))
        .forEach(line -> hex.append(line.substring(line.indexOf('|') + 1).replace(" ", "")));
    return HexFormat.of().parseHex(hex);
  }

  static final String ASSOCIATE_RQ =
      """
      A-ASSOCIATE-RQ, length 293              | 01 00 00000125
      protocol version 1, reserved            | 0001 0000
      called "PACS"                           | 50414353202020202020202020202020
      calling "ISTHMUS"                       | 495354484D5553202020202020202020
      32 reserved bytes, not all zero         | 00000000000000000000000000000000000000000000000000000000000000AB
      application context, length 21          | 10 00 0015
      1.2.840.10008.3.1.1.1                   | 312E322E3834302E31303030382E332E312E312E31
      presentation context, length 46         | 20 00 002E
      id 1                                    | 01 00 00 00
      abstract syntax, length 17              | 30 00 0011
      1.2.840.10008.1.1                       | 312E322E3834302E31303030382E312E31
      transfer syntax, length 17              | 40 00 0011
      1.2.840.10008.1.2                       | 312E322E3834302E31303030382E312E32
      user information, length 146            | 50 00 0092
      maximum length 16384                    | 51 00 0004 00004000
      implementation class UID 1.2.3          | 52 00 0005 312E322E33
      window: invoked 5, performed 1          | 53 00 0004 0005 0001
      role selection, 1.2.4: SCU 0, SCP 1     | 54 00 0009 0005 312E322E34 00 01
      version name "V1"                       | 55 00 0002 5631
      extended negotiation, 1.2.5: 01 00 01   | 56 00 000A 0005 312E322E35 010001
      common extended, version 0, length 23   | 57 00 0017
      SOP class 1.2.6, service class 1.2.7    | 0005 312E322E36 0005 312E322E37
      related classes: 1.2.8                  | 0007 0005 312E322E38
      user identity type 2, response asked    | 58 00 0011 02 01
      name "anna", passcode "secret+"         | 0004 616E6E61 0007 7365637265742B
      sub-item of no known type, 36 bytes     | 7A 00 0024 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F20212223
      """;

  static final String ASSOCIATE_AC =
      """
      A-ASSOCIATE-AC, length 187              | 02 00 000000BB
      protocol version 1, reserved            | 0001 0000
      echo of "PACS"                          | 50414353202020202020202020202020
      echo of "ISTHMUS"                       | 495354484D5553202020202020202020
      echo of 32 reserved bytes               | 0000000000000000000000000000000000000000000000000000000000000000
      application context, length 21          | 10 00 0015
      1.2.840.10008.3.1.1.1                   | 312E322E3834302E31303030382E332E312E312E31
      context 1 accepted, length 26           | 21 00 001A 01 00 00 00
      1.2.840.10008.1.2 and a stray NUL       | 40 00 0012 312E322E3834302E31303030382E312E3200
      context 3: abstract syntax unsupported  | 21 00 0004 03 00 03 00
      context 5: reason 4, transfer syntax    | 21 00 0008 05 00 04 00
      of no meaning, empty                    | 40 00 0000
      user information, length 40             | 50 00 0028
      maximum length 0: unlimited             | 51 00 0004 00000000
      implementation class UID 1.2.3          | 52 00 0005 312E322E33
      window: 1, 1                            | 53 00 0004 0001 0001
      user identity response "ok"             | 59 00 0004 0002 6F6B
      version name "VV", a NUL behind         | 55 00 0003 565600
      """;

  static final String ASSOCIATE_RJ =
      """
      A-ASSOCIATE-RJ                          | 03 00 00000004
      transient, presentation layer, limit    | 00 02 03 02
      """;

  static final String TWO_VALUES =
      """
      P-DATA-TF, length 17                    | 04 00 00000011
      value of 3 + 2 bytes, context 1         | 00000005 01
      command, last; A1 A2 A3                 | 03 A1A2A3
      value of 2 + 2 bytes, context 1         | 00000004 01
      data, not last; B1 B2                   | 00 B1B2
      """;

  static final String RELEASE_RQ = "A-RELEASE-RQ | 05 00 00000004 00000000";
  static final String RELEASE_RP = "A-RELEASE-RP | 06 00 00000004 00000000";
  static final String ABORT = "A-ABORT, provider, unexpected PDU | 07 00 00000004 0000 02 02";
}
