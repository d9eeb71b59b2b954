package io.isthmus.ul;

import java.util.ArrayList;
import java.util.List;

/** Reads the variable fields of A-ASSOCIATE-RQ and -AC; items it does not know are skipped. */
final class AssociatePduReader {
  private static final int AE_TITLE_LENGTH = 16;
  private static final int RESERVED_LENGTH = 32;

  private final int protocolVersion;
  private final String calledAeTitle;
  private final String callingAeTitle;
  private final Octets reserved;
  private final List<PresentationContext> proposed = new ArrayList<>();
  private final List<AnsweredContext> answered = new ArrayList<>();
  private String applicationContext = "";
  private UserInformation user = UserInformation.of(0, "", null);

  private AssociatePduReader(ItemCursor body) throws MalformedPduException {
    protocolVersion = body.unsigned16();
    body.skip(2);
    calledAeTitle = body.text(AE_TITLE_LENGTH);
    callingAeTitle = body.text(AE_TITLE_LENGTH);
    reserved = body.octets(RESERVED_LENGTH);
    while (body.hasMore()) {
      int type = body.unsigned8();
      body.skip(1);
      item(type, body.part(body.unsigned16(), String.format("item %02XH", type)));
    }
  }

  static Pdu.AAssociateRq request(ItemCursor body) throws MalformedPduException {
    AssociatePduReader read = new AssociatePduReader(body);
    return new Pdu.AAssociateRq(
        read.protocolVersion,
        read.calledAeTitle,
        read.callingAeTitle,
        read.reserved,
        read.applicationContext,
        read.proposed,
        read.user);
  }

  static Pdu.AAssociateAc acceptance(ItemCursor body) throws MalformedPduException {
    AssociatePduReader read = new AssociatePduReader(body);
    return new Pdu.AAssociateAc(
        read.protocolVersion,
        read.calledAeTitle,
        read.callingAeTitle,
        read.reserved,
        read.applicationContext,
        read.answered,
        read.user);
  }

  private void item(int type, ItemCursor item) throws MalformedPduException {
    switch (type) {
      case ItemType.APPLICATION_CONTEXT -> applicationContext = item.restAsText();
      case ItemType.PROPOSED_CONTEXT -> proposed.add(proposedContext(item));
      case ItemType.ANSWERED_CONTEXT -> answered.add(answeredContext(item));
      case ItemType.USER_INFORMATION -> user = UserInformationReader.read(item);
      default -> {
        // PS3.8 9.3.1: items that are not defined are not significant.
      }
    }
  }

  private static PresentationContext proposedContext(ItemCursor item) throws MalformedPduException {
    int id = item.unsigned8();
    item.skip(3);
    String abstractSyntax = "";
    List<String> transferSyntaxes = new ArrayList<>();
    while (item.hasMore()) {
      int type = item.unsigned8();
      item.skip(1);
      String uid = item.countedText();
      switch (type) {
        case ItemType.ABSTRACT_SYNTAX -> abstractSyntax = uid;
        case ItemType.TRANSFER_SYNTAX -> transferSyntaxes.add(uid);
        default -> {
          // Not defined, so not significant.
        }
      }
    }
    return new PresentationContext(id, abstractSyntax, transferSyntaxes);
  }

  private static AnsweredContext answeredContext(ItemCursor item) throws MalformedPduException {
    int id = item.unsigned8();
    item.skip(1);
    ContextResult result = ContextResult.of(item.unsigned8());
    item.skip(1);
    String transferSyntax = "";
    while (item.hasMore() && result == ContextResult.ACCEPTANCE) {
      int type = item.unsigned8();
      item.skip(1);
      String uid = item.countedText();
      if (type == ItemType.TRANSFER_SYNTAX) {
        transferSyntax = uid;
      }
    }
    return new AnsweredContext(id, result, transferSyntax);
  }
}
