package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementText;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Data sets of every VR, nested, with private blocks, as a seeded generator makes them. */
final class RandomDataSets {
  private static final int MAX_DEPTH = 3;
  private static final Vr[] VRS = Vr.values();
  private static final int[] GROUPS = {0x0008, 0x0010, 0x0018, 0x0020, 0x0028, 0x0040, 0x3006};

  private final RandomGenerator random;
  private final TransferSyntax syntax;

  RandomDataSets(RandomGenerator random, TransferSyntax syntax) {
    this.random = random;
    this.syntax = syntax;
  }

  DataSet next() {
    DataSetBuilder builder = DataSet.builder();
    fill(builder, 0);
    if (syntax.encapsulated()) {
      List<byte[]> fragments = new ArrayList<>();
      fragments.add(new byte[0]);
      for (int i = random.nextInt(4); i > 0; i--) {
        fragments.add(bytes(2 * random.nextInt(300)));
      }
      builder.put(new Element.Fragments(Tag.PixelData, Vr.OB, fragments));
    } else if (random.nextBoolean()) {
      builder.put(new Element.Value(Tag.PixelData, Vr.OW, bytes(2 * random.nextInt(40_000))));
    }
    return builder.build();
  }

  private void fill(DataSetBuilder builder, int depth) {
    for (int i = random.nextInt(12); i > 0; i--) {
      int tag = tag();
      Vr vr = Dictionary.vrOf(tag);
      boolean free = syntax.explicitVr() && vr == Vr.UN;
      if (free) {
        vr = VRS[random.nextInt(VRS.length)];
      }
      if (tag == Tag.SpecificCharacterSet || Tag.isGroupLength(tag) || isDecidedElsewhere(tag)) {
        continue;
      }
      builder.put(vr == Vr.SQ ? items(tag, depth) : new Element.Value(tag, vr, value(vr)));
    }
  }

  /** Its VR depends on another element. */
  private static boolean isDecidedElsewhere(int tag) {
    return Dictionary.isSignDependent(tag) || tag == Tag.PurposeOfReferenceCodeSequence;
  }

  private int tag() {
    if (random.nextInt(5) == 0) {
      return Tag.of(0x0009, 0x1000 + random.nextInt(0x30));
    }
    return Tag.of(GROUPS[random.nextInt(GROUPS.length)], random.nextInt(0x2000));
  }

  private Element items(int tag, int depth) {
    List<DataSet> items = new ArrayList<>();
    for (int i = depth == MAX_DEPTH ? 0 : random.nextInt(3); i > 0; i--) {
      DataSetBuilder item = DataSet.builder();
      fill(item, depth + 1);
      items.add(item.build());
    }
    return new Element.Items(tag, items);
  }

  private byte[] value(Vr vr) {
    if (vr.isText()) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append((char) (' ' + random.nextInt(95)));
      }
      return ElementText.padded(text.toString().getBytes(StandardCharsets.US_ASCII), vr);
    }
    return bytes(random.nextInt(5) * 2 * Math.max(1, vr.valueSize()));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
