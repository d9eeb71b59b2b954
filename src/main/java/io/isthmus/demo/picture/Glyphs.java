package io.isthmus.demo.picture;

/** Capitals, figures and a few signs in dots, 5 wide and 7 high. */
final class Glyphs {
  /** Dots from one character to the next. */
  static final int ADVANCE = 6;

  private static final int WIDTH = 5;
  private static final int HEIGHT = 7;

  /** Each sign is followed by its rows from the top, a row being a digit of base 32. */
  private static final String TABLE =
      "AEHHVHHHBUHHUHHUCEHGGGHEDUHHHHHUEVGGUGGVFVGGUGGGGEHGNHHFHHHHVHHHIE44444EJ72222IC"
          + "KHIKOKIHLGGGGGGVMHRLLHHHNHHPLJHHOEHHHHHEPUHHUGGGQEHHHLIDRUHHUKIHSFGGE11UTV444444"
          + "UHHHHHHEVHHHHHA4WHHHLLLAXHHA4AHHYHHA4444ZV1248GV0EHJLPHE14C4444E2EH1248V3V2421HE"
          + "426AIV225VGU11HE668GUHHE7V1248888EHHEHHE9EHHF12C-000E000.00000CC:0CC0CC0/01248G0"
          + "(2488842)8422248+044V440";

  private Glyphs() {}

  /** Takes note of a dot, counted from the top left corner of the text. */
  interface Ink {
    void dot(int x, int y);
  }

  /** Draws a text; characters without a picture are left out as spaces. */
  static void draw(String text, Ink ink) {
    for (int i = 0; i < text.length(); i++) {
      int at = find(text.charAt(i));
      for (int y = 0; at >= 0 && y < HEIGHT; y++) {
        int row = Character.digit(TABLE.charAt(at + 1 + y), 32);
        for (int x = 0; x < WIDTH; x++) {
          if ((row >> (WIDTH - 1 - x) & 1) == 1) {
            ink.dot(i * ADVANCE + x, y);
          }
        }
      }
    }
  }

  private static int find(char sign) {
    for (int at = 0; at < TABLE.length(); at += 1 + HEIGHT) {
      if (TABLE.charAt(at) == sign) {
        return at;
      }
    }
    return -1;
  }
}
