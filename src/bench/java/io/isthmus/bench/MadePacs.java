package io.isthmus.bench;

import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.codec.Implementation;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.EchoScp;
import io.isthmus.dimse.scp.FindScp;
import io.isthmus.dimse.scp.GetScp;
import io.isthmus.dimse.scp.StoredInstance;
import io.isthmus.ul.AcceptPolicy;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.RoleSelection;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A PACS that holds as many studies as one likes, as large as one likes, on no disk: what a study is
 * stands in its UID, and its bytes are made while they are sent. Argument: the port.
 */
final class MadePacs {
  private static final TransferSyntax SYNTAX = TransferSyntax.ExplicitVRLittleEndian;
  private static final String ROOT = "1.2.826.0.1.3680043.10.97.";
  private static final byte[] NOISE = new byte[1 << 20];
  private static final int MOST_ASSOCIATIONS = 256;

  static {
    new Random(97).nextBytes(NOISE);
  }

  private MadePacs() {}

  /** A study of one series; {@code rows} of 1,024 bytes in each of its instances. */
  record Study(int number, int instances, int rows) {
    static Optional<Study> of(String uid) {
      if (!uid.startsWith(ROOT)) {
        return Optional.empty();
      }
      String[] parts = uid.substring(ROOT.length()).split("\\.");
      return Optional.of(
          new Study(
              Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
    }

    String uid() {
      return ROOT + number + "." + instances + "." + rows;
    }

    String series() {
      return uid() + ".1";
    }

    String instance(int one) {
      return series() + "." + one;
    }

    DataSet keys(int one) {
      return DataSet.builder()
          .uid(Tag.SOPClassUID, BenchData.CT)
          .uid(Tag.SOPInstanceUID, instance(one))
          .text(Tag.StudyDate, "20260101")
          .text(Tag.Modality, "CT")
          .text(Tag.PatientName, "Made^" + number)
          .text(Tag.PatientID, "M" + number)
          .uid(Tag.StudyInstanceUID, uid())
          .uid(Tag.SeriesInstanceUID, series())
          .text(Tag.InstanceNumber, Integer.toString(one))
          .build();
    }

    /** The data set as it is sent. */
    InputStream bytes(int one) {
      byte[] head =
          DataSetWriter.encode(
              keys(one).toBuilder()
                  .us(Tag.SamplesPerPixel, 1)
                  .text(Tag.PhotometricInterpretation, "MONOCHROME2")
                  .us(Tag.Rows, rows)
                  .us(Tag.Columns, 512)
                  .us(Tag.BitsAllocated, 16)
                  .us(Tag.BitsStored, 16)
                  .us(Tag.HighBit, 15)
                  .us(Tag.PixelRepresentation, 0)
                  .build(),
              SYNTAX);
      int length = rows * 1024;
      byte[] pixelData = {
        (byte) 0xE0, 0x7F, 0x10, 0, 'O', 'W', 0, 0,
        (byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)
      };
      return new Made(head, pixelData, length, number * 7919 + one * 104_729);
    }
  }

  /** A head, and noise of a length that begins at a place of its own. */
  private static final class Made extends InputStream {
    private final byte[] head;
    private final long end;
    private final int shift;
    private long position;

    Made(byte[] head, byte[] more, int length, int shift) {
      this.head = java.util.Arrays.copyOf(head, head.length + more.length);
      System.arraycopy(more, 0, this.head, head.length, more.length);
      this.end = this.head.length + (long) length;
      this.shift = shift;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (position >= end) {
        return -1;
      }
      boolean inHead = position < head.length;
      byte[] from = inHead ? head : NOISE;
      int at = inHead ? (int) position : Math.floorMod(position + shift, NOISE.length);
      int count = (int) Math.min(Math.min(length, from.length - at), end - position);
      System.arraycopy(from, at, target, offset, count);
      position += count;
      return count;
    }
  }

  private record Instance(Study study, int one) implements StoredInstance {
    @Override
    public String sopClassUid() {
      return BenchData.CT;
    }

    @Override
    public String sopInstanceUid() {
      return study.instance(one);
    }

    @Override
    public List<String> transferSyntaxes() {
      return List.of(SYNTAX.uid());
    }

    @Override
    public InputStream open(String transferSyntax) {
      return study.bytes(one);
    }
  }

  private static List<StoredInstance> retrieve(DataSet identifier) {
    List<StoredInstance> found = new ArrayList<>();
    for (String uid : identifier.strings(Tag.StudyInstanceUID)) {
      Study.of(uid).ifPresent(study -> {
        for (int one : numbers(study, identifier)) {
          found.add(new Instance(study, one));
        }
      });
    }
    return found;
  }

  /** Those that are named, or all. */
  private static List<Integer> numbers(Study study, DataSet identifier) {
    List<Integer> numbers = new ArrayList<>();
    for (String uid : identifier.strings(Tag.SOPInstanceUID)) {
      if (!uid.isEmpty()) {
        numbers.add(Integer.parseInt(uid.substring(study.series().length() + 1)));
      }
    }
    if (numbers.isEmpty()) {
      for (int one = 1; one <= study.instances(); one++) {
        numbers.add(one);
      }
    }
    return numbers;
  }

  private static Iterator<DataSet> find(DataSet identifier) {
    Optional<Study> study = identifier.string(Tag.StudyInstanceUID).flatMap(Study::of);
    if (study.isEmpty()) {
      return List.<DataSet>of().iterator();
    }
    boolean images = identifier.string(Tag.QueryRetrieveLevel).orElse("").equals("IMAGE");
    List<Integer> numbers = images ? numbers(study.get(), identifier) : List.of(1);
    return numbers.stream().map(one -> match(study.get(), one, identifier)).iterator();
  }

  private static DataSet match(Study study, int one, DataSet identifier) {
    DataSet all =
        study.keys(one).toBuilder()
            .text(Tag.NumberOfStudyRelatedSeries, "1")
            .text(Tag.NumberOfStudyRelatedInstances, Integer.toString(study.instances()))
            .text(Tag.NumberOfSeriesRelatedInstances, Integer.toString(study.instances()))
            .build();
    DataSetBuilder match = DataSet.builder();
    for (Element key : identifier) {
      if (key.tag() == Tag.QueryRetrieveLevel) {
        match.put(key);
      } else {
        all.get(key.tag()).ifPresentOrElse(match::put, () -> match.empty(key.tag()));
      }
    }
    return match.build();
  }

  /** Lets everybody in, for anything that it does. */
  private static final class Policy implements AcceptPolicy {
    @Override
    public boolean acceptsCalled(String calledAeTitle) {
      return true;
    }

    @Override
    public boolean supports(String abstractSyntax) {
      return abstractSyntax.equals(SopClass.Verification)
          || abstractSyntax.equals(SopClass.StudyRootFind)
          || abstractSyntax.equals(SopClass.StudyRootGet)
          || abstractSyntax.equals(BenchData.CT);
    }

    @Override
    public Optional<String> choose(String abstractSyntax, List<String> proposed) {
      return proposed.stream().filter(SYNTAX.uid()::equals).findFirst();
    }

    @Override
    public Optional<RoleSelection> role(RoleSelection proposed) {
      return Optional.of(proposed);
    }
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    try (var _ =
        AssociationServer.start(
            new AssociationServer.Options(
                address, MOST_ASSOCIATIONS, AssociationTimeouts.DEFAULT, SocketLayer.PLAIN),
            new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME),
            new Policy(),
            new DimseDispatcher(
                List.of(
                    new EchoScp(),
                    new FindScp((sopClass, identifier) -> find(identifier)),
                    new GetScp((sopClass, identifier) -> retrieve(identifier)))),
            Thread.ofVirtual().factory())) {
      new CountDownLatch(1).await();
    }
  }
}
