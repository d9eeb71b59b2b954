package io.isthmus.dicom.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** dictionary.bin as it lies: tables searched by halves; strings are made when asked for. */
final class DictionaryTable {
  static final DictionaryTable INSTANCE = new DictionaryTable(load());

  private static final Vr[] VRS = Vr.values();
  private static final int FACTS = 8;
  private static final int UID_ROW = 10;

  private final byte[] bytes;
  private final ByteBuffer table;
  private final int[] tags;
  private final int factsStart;
  private final int keywords;
  private final int keywordsStart;
  private final int repeaters;
  private final int repeatersStart;
  private final int uids;
  private final int uidsStart;
  private final int creators;
  private final int creatorsStart;
  private final int privateStart;
  private final int[] stringEnds;
  private final int stringsStart;

  private DictionaryTable(byte[] bytes) {
    this.bytes = bytes;
    table = ByteBuffer.wrap(bytes);
    tags = new int[table.getInt()];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = table.getInt() ^ Integer.MIN_VALUE;
    }
    factsStart = skip(tags.length * FACTS);
    keywords = table.getInt();
    keywordsStart = skip(keywords * Short.BYTES);
    repeaters = table.getInt();
    repeatersStart = skip(repeaters * (FACTS + FACTS));
    uids = table.getInt();
    uidsStart = skip(uids * UID_ROW);
    creators = table.getInt();
    creatorsStart = skip(creators * FACTS);
    privateStart = skip(Integer.BYTES + table.getInt(table.position()) * Integer.BYTES);
    stringEnds = new int[table.getInt()];
    int end = 0;
    for (int i = 0; i < stringEnds.length; i++) {
      end += Short.toUnsignedInt(table.getShort());
      stringEnds[i] = end;
    }
    stringsStart = table.position();
  }

  private static byte[] load() {
    try (InputStream in = DictionaryTable.class.getResourceAsStream("dictionary.bin")) {
      return Objects.requireNonNull(in, "dictionary.bin").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("dictionary.bin", e);
    }
  }

  private int skip(int bytes) {
    int start = table.position();
    table.position(start + bytes);
    return start;
  }

  /** Where the facts of a tag are, or -1. */
  int factsOf(int tag) {
    int row = Arrays.binarySearch(tags, tag ^ Integer.MIN_VALUE);
    if (row >= 0) {
      return factsAt(row);
    }
    for (int i = 0; i < repeaters; i++) {
      if ((tag & table.getInt(repeatersStart + i * FACTS)) == repeaterTagAt(i)) {
        return repeaterFactsAt(i);
      }
    }
    return -1;
  }

  int tagAt(int row) {
    return tags[row] ^ Integer.MIN_VALUE;
  }

  int factsAt(int row) {
    return factsStart + row * FACTS;
  }

  int repeaterTagAt(int repeater) {
    return table.getInt(repeatersStart + repeater * FACTS + Integer.BYTES);
  }

  int repeaterFactsAt(int repeater) {
    return repeatersStart + repeaters * FACTS + repeater * FACTS;
  }

  int rowOfKeyword(String keyword) {
    int low = 0;
    int high = keywords - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int row = unsignedShort(keywordsStart + middle * Short.BYTES);
      int order = keyword(factsAt(row)).compareTo(keyword);
      if (order == 0) {
        return row;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  int repeaterOfKeyword(String keyword) {
    for (int i = 0; i < repeaters; i++) {
      if (keyword(repeaterFactsAt(i)).equals(keyword)) {
        return i;
      }
    }
    return -1;
  }

  String keyword(int facts) {
    return string(unsignedShort(facts));
  }

  String name(int facts) {
    return string(unsignedShort(facts + 2));
  }

  String vm(int facts) {
    return string(unsignedShort(facts + 4));
  }

  Vr vr(int facts) {
    return VRS[table.get(facts + 6)];
  }

  int flags(int facts) {
    return table.get(facts + 7);
  }

  int uids() {
    return uids;
  }

  /** A fact of a UID: 0 the UID, 1 name, 2 keyword, 3 type, 4 not empty if retired. */
  String uidFact(int row, int fact) {
    return string(unsignedShort(uidsStart + row * UID_ROW + fact * Short.BYTES));
  }

  @Nullable Vr privateVr(String creator, int key) {
    int low = 0;
    int high = creators - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = string(table.getInt(creatorsStart + middle * FACTS)).compareTo(creator);
      if (order == 0) {
        return privateVr(middle, key);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  private @Nullable Vr privateVr(int creator, int key) {
    int low = table.getInt(creatorsStart + creator * FACTS + Integer.BYTES);
    int high =
        (creator + 1 < creators
                ? table.getInt(creatorsStart + (creator + 1) * FACTS + Integer.BYTES)
                : table.getInt(privateStart))
            - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int element = table.getInt(privateStart + Integer.BYTES + middle * Integer.BYTES);
      int order = (element >>> 8) - key;
      if (order == 0) {
        return VRS[element & 0xFF];
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  private int unsignedShort(int position) {
    return Short.toUnsignedInt(table.getShort(position));
  }

  private String string(int number) {
    int start = number == 0 ? 0 : stringEnds[number - 1];
    return new String(
        bytes, stringsStart + start, stringEnds[number] - start, StandardCharsets.UTF_8);
  }
}
