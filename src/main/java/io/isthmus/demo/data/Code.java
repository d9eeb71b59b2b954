package io.isthmus.demo.data;

/** A coded concept (PS3.3 8.1): its value, who defined it, and what it means. */
record Code(String value, String scheme, String meaning) {
  static Code dcm(String value, String meaning) {
    return new Code(value, "DCM", meaning);
  }

  static Code sct(String value, String meaning) {
    return new Code(value, "SCT", meaning);
  }

  static Code loinc(String value, String meaning) {
    return new Code(value, "LN", meaning);
  }

  Header item() {
    return Header.item()
        .text("CodeValue", value)
        .text("CodingSchemeDesignator", scheme)
        .text("CodeMeaning", meaning);
  }
}
