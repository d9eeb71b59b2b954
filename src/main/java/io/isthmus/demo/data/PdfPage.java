package io.isthmus.demo.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A PDF file of one page of plain text (ISO 32000-1), with a heading over a rule. */
final class PdfPage {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();

  private PdfPage() {}

  /** A page in A4. Text is Latin-1 at most. */
  static byte[] of(String title, List<String> lines) {
    PdfPage page = new PdfPage();
    page.write("%PDF-1.4\n");
    page.object("<< /Type /Catalog /Pages 2 0 R >>");
    page.object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    page.object(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            + " /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>");
    String content = content(title, lines);
    page.object("<< /Length " + content.length() + " >>\nstream\n" + content + "\nendstream");
    page.object(font("Helvetica"));
    page.object(font("Helvetica-Bold"));
    page.trailer();
    return page.out.toByteArray();
  }

  private static String font(String name) {
    return "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
        .formatted(name);
  }

  private static String content(String title, List<String> lines) {
    StringBuilder content = new StringBuilder();
    content.append("0.10 0.30 0.45 rg 0 806 595 36 re f\n");
    content.append("1 1 1 rg BT /F2 13 Tf 56 818 Td (Isthmus Demo Hospital) Tj ET\n");
    content.append("0 0 0 rg BT /F2 18 Tf 56 752 Td (").append(escaped(title)).append(") Tj ET\n");
    content.append("0.6 0.6 0.6 RG 0.7 w 56 742 m 539 742 l S\n");
    content.append("BT /F1 11 Tf 16 TL 56 714 Td\n");
    for (String line : lines) {
      content.append('(').append(escaped(line)).append(") Tj T*\n");
    }
    return content.append("ET").toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
  }

  private void object(String body) {
    offsets.add(out.size());
    write(offsets.size() + " 0 obj\n" + body + "\nendobj\n");
  }

  private void trailer() {
    int start = out.size();
    int count = offsets.size() + 1;
    write("xref\n0 " + count + "\n0000000000 65535 f \n");
    for (int offset : offsets) {
      write("%010d 00000 n \n".formatted(offset));
    }
    write("trailer\n<< /Size " + count + " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n");
  }

  private void write(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
