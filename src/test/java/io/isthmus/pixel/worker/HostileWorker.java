package io.isthmus.pixel.worker;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.codec.CodecProvider;
import io.isthmus.pixel.codec.FrameCodec;
import io.isthmus.pixel.codec.FrameDecoder;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A worker's program whose codec does to a frame what the frame asks for. */
public final class HostileWorker implements CodecProvider, FrameDecoder {
  static final TransferSyntax SYNTAX = TransferSyntax.JPEG2000;
  static final FrameDescription PIXELS =
      new FrameDescription(1, 8, 1, 8, 8, 7, false, "MONOCHROME2", false);
  static final byte[] PID = {0};
  static final byte[] HANG = {1};
  static final byte[] DIE = {2};
  static final byte[] PRINT = {3};
  static final byte[] STUMBLE = {4};
  static final byte[] REFUSE = {5};
  static final byte[] TAKE_MUCH_MEMORY = {6};
  static final byte[] TAKE_SOME_MEMORY = {7};

  /** The program. */
  public static void main(String... arguments) throws IOException {
    ForeignCodecs.work(List.of(new HostileWorker()));
  }

  static List<String> command() {
    return javaCommand(HostileWorker.class);
  }

  static List<String> javaCommand(Class<?> program) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:+SuppressFatalErrorMessage",
        "-cp",
        place(program) + File.pathSeparator + place(CodecWorker.class),
        program.getName());
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "hostile";
  }

  @Override
  public List<FrameCodec> codecs() {
    return List.of(FrameCodec.decoding(SYNTAX, name(), this));
  }

  @Override
  public FrameDescription decoded(FrameDescription stored) {
    return stored;
  }

  @Override
  @SuppressWarnings("LoopConditionChecker")
  public byte[] decode(byte[] frame, FrameDescription stored, Deadline deadline)
      throws CodecException {
    if (Arrays.equals(frame, HANG)) {
      while (stored != null) {
        Thread.onSpinWait();
      }
    } else if (Arrays.equals(frame, DIE)) {
      Runtime.getRuntime().halt(134);
    } else if (Arrays.equals(frame, PRINT)) {
      print();
    } else if (Arrays.equals(frame, STUMBLE)) {
      throw CodecException.malformed("stumbled");
    } else if (Arrays.equals(frame, REFUSE)) {
      throw CodecException.unsupported("refused");
    } else if (Arrays.equals(frame, TAKE_MUCH_MEMORY)) {
      take(300L << 20);
    } else if (Arrays.equals(frame, TAKE_SOME_MEMORY)) {
      take(100L << 20);
    }
    return ByteBuffer.allocate(Long.BYTES).putLong(ProcessHandle.current().pid()).array();
  }

  private static void take(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      arena.allocate(bytes).fill((byte) 1);
    }
  }

  private static void print() {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write("a warning of a library\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      out.flush();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
