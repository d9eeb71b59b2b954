package io.isthmus.dicom.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Makes {@code dictionary.bin} from the dictionaries named in {@code dictionary.md} beside it.
 * Arguments: the folder of pydicom, the file dictionary.mjs of dcmjs, our own additions, the file
 * to write.
 */
final class DictionaryResource {
  private static final String TEXT = "('[^']*'|\"[^\"]*\")";
  private static final Pattern ELEMENT =
      Pattern.compile(
          "^ +(?:0x|')([0-9A-Fx]{8})'?: \\(" + (TEXT + ", ").repeat(4) + TEXT + "\\)",
          Pattern.MULTILINE);
  private static final Pattern UID =
      Pattern.compile(
          "^ +'([0-9.]+)': \\(" + (TEXT + ", ").repeat(4) + TEXT + "\\)", Pattern.MULTILINE);
  private static final Pattern CREATOR =
      Pattern.compile(
          "^    (?<name>" + TEXT + "): \\{\\n(?<body>(?:        .*\\n)*)    }", Pattern.MULTILINE);
  private static final Pattern PRIVATE =
      Pattern.compile("'([0-9A-Fa-f]{4})xx([0-9A-Fa-f]{2})': \\('([A-Z]{2})'");
  private static final Pattern NEWER =
      Pattern.compile(
          "tag: \"\\(([0-9A-Fa-f]{4}),([0-9A-Fa-f]{4})\\)\",\\s*vr: \"([A-Z]{2})\",\\s*"
              + "name: \"([A-Za-z0-9]+)\",\\s*vm: \"([^\"]*)\"");
  private static final int RETIRED = 1;
  private static final int SIGN_DEPENDENT = 2;

  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final TreeMap<Integer, Entry> tags = new TreeMap<>(Integer::compareUnsigned);
  private final List<Entry> repeaters = new ArrayList<>();
  private final TreeMap<String, String[]> uids = new TreeMap<>();
  private final TreeMap<String, TreeMap<Integer, Vr>> creators = new TreeMap<>();

  private record Entry(
      int mask, int tag, String keyword, String name, String vm, Vr vr, int flags) {}

  public static void main(String... arguments) throws IOException {
    DictionaryResource resource = new DictionaryResource();
    Path pydicom = Path.of(arguments[0]);
    resource.elements(Files.readString(pydicom.resolve("_dicom_dict.py")));
    resource.uids(Files.readString(pydicom.resolve("_uid_dict.py")));
    resource.privateElements(Files.readString(pydicom.resolve("_private_dict.py")));
    resource.newerElements(Files.readString(Path.of(arguments[1])));
    resource.uids(Files.readString(Path.of(arguments[2])));
    Files.write(Path.of(arguments[3]), resource.bytes());
  }

  private void elements(String source) {
    for (MatchResult match : ELEMENT.matcher(source).results().toList()) {
      String digits = match.group(1);
      String vrs = unquote(match.group(2));
      if (vrs.equals("NONE")) {
        continue;
      }
      int flags =
          (unquote(match.group(5)).isEmpty() ? 0 : RETIRED)
              | (vrs.equals("US or SS") ? SIGN_DEPENDENT : 0);
      Entry entry =
          new Entry(
              Integer.parseUnsignedInt(digits.replaceAll("[0-9A-F]", "F").replace('x', '0'), 16),
              Integer.parseUnsignedInt(digits.replace('x', '0'), 16),
              unquote(match.group(6)),
              unquote(match.group(4)),
              unquote(match.group(3)),
              implicitVr(vrs),
              flags);
      if (entry.mask() == -1) {
        tags.put(entry.tag(), entry);
      } else {
        repeaters.add(entry);
      }
    }
  }

  /** Of an alternative, the VR that the element has in Implicit VR Little Endian (PS3.5 A.1). */
  private static Vr implicitVr(String vrs) {
    return vrs.endsWith("OW") ? Vr.OW : Vr.valueOf(vrs.substring(0, 2));
  }

  private void newerElements(String source) {
    for (MatchResult match : NEWER.matcher(source).results().toList()) {
      int tag = Integer.parseUnsignedInt(match.group(1) + match.group(2), 16);
      String keyword = match.group(4);
      tags.putIfAbsent(
          tag,
          new Entry(
              -1, tag, keyword, words(keyword), match.group(5), Vr.valueOf(match.group(3)), 0));
    }
  }

  private static String words(String keyword) {
    return keyword.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
  }

  private void uids(String source) {
    for (MatchResult match : UID.matcher(source).results().toList()) {
      uids.putIfAbsent(
          match.group(1),
          new String[] {
            unquote(match.group(2)),
            unquote(match.group(6)),
            unquote(match.group(3)),
            unquote(match.group(5))
          });
    }
  }

  private void privateElements(String source) {
    Matcher creator = CREATOR.matcher(source);
    while (creator.find()) {
      TreeMap<Integer, Vr> elements = new TreeMap<>();
      for (MatchResult match : PRIVATE.matcher(creator.group("body")).results().toList()) {
        Vr vr = Vr.find(match.group(3)).orElse(Vr.UN);
        int key = Integer.parseInt(match.group(1) + match.group(2), 16);
        if (vr != Vr.UN) {
          elements.put(key, vr);
        }
      }
      if (!elements.isEmpty()) {
        creators.put(unquote(creator.group("name")), elements);
      }
    }
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(body)) {
      writeTags(out);
      writeRepeaters(out);
      writeUids(out);
      writePrivate(out);
      writeStrings(out);
    }
    return body.toByteArray();
  }

  private void writeTags(DataOutputStream out) throws IOException {
    out.writeInt(tags.size());
    for (int tag : tags.keySet()) {
      out.writeInt(tag);
    }
    for (Entry entry : tags.values()) {
      writeFacts(out, entry);
    }
    List<Entry> entries = List.copyOf(tags.values());
    List<Integer> named =
        IntStream.range(0, entries.size())
            .filter(i -> !entries.get(i).keyword().isEmpty())
            .boxed()
            .sorted(Comparator.comparing(i -> entries.get(i).keyword()))
            .toList();
    out.writeInt(named.size());
    for (int index : named) {
      out.writeShort(index);
    }
  }

  private void writeRepeaters(DataOutputStream out) throws IOException {
    out.writeInt(repeaters.size());
    for (Entry entry : repeaters) {
      out.writeInt(entry.mask());
      out.writeInt(entry.tag());
    }
    for (Entry entry : repeaters) {
      writeFacts(out, entry);
    }
  }

  private void writeFacts(DataOutputStream out, Entry entry) throws IOException {
    out.writeShort(string(entry.keyword()));
    out.writeShort(string(entry.name()));
    out.writeShort(string(entry.vm()));
    out.writeByte(code(entry.vr()));
    out.writeByte(entry.flags());
  }

  private void writeUids(DataOutputStream out) throws IOException {
    out.writeInt(uids.size());
    for (Map.Entry<String, String[]> uid : uids.entrySet()) {
      out.writeShort(string(uid.getKey()));
      for (String fact : uid.getValue()) {
        out.writeShort(string(fact));
      }
    }
  }

  private void writePrivate(DataOutputStream out) throws IOException {
    out.writeInt(creators.size());
    int start = 0;
    for (Map.Entry<String, TreeMap<Integer, Vr>> creator : creators.entrySet()) {
      out.writeInt(string(creator.getKey()));
      out.writeInt(start);
      start += creator.getValue().size();
    }
    out.writeInt(start);
    for (TreeMap<Integer, Vr> elements : creators.values()) {
      for (Map.Entry<Integer, Vr> element : elements.entrySet()) {
        out.writeInt((element.getKey() << 8) | code(element.getValue()));
      }
    }
  }

  private void writeStrings(DataOutputStream out) throws IOException {
    out.writeInt(strings.size());
    for (String text : strings.keySet()) {
      out.writeShort(text.getBytes(StandardCharsets.UTF_8).length);
    }
    for (String text : strings.keySet()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @SuppressWarnings("EnumOrdinal") // VRs are declared in alphabetical order, which stays
  private static int code(Vr vr) {
    return vr.ordinal();
  }

  private int string(String text) {
    return strings.computeIfAbsent(text, unseen -> strings.size());
  }

  private static String unquote(String literal) {
    return literal.substring(1, literal.length() - 1);
  }
}
