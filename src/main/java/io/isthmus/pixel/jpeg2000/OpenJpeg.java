package io.isthmus.pixel.jpeg2000;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.foreign.ForeignFunction;
import io.isthmus.pixel.foreign.ForeignLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * The functions of OpenJPEG 2 that are called here, and where its structures have what. The offsets
 * are those of its public header, which every release 2.x keeps; new fields come at the end.
 */
final class OpenJpeg {
  static final int CODESTREAM = 0;
  static final int INPUT = 1;
  static final int OUTPUT = 0;

  /** {@code opj_image_t}. */
  static final long IMAGE_SIZE = 48;

  static final long IMAGE_X1 = 8;
  static final long IMAGE_Y1 = 12;
  static final long IMAGE_COMPONENT_COUNT = 16;
  static final long IMAGE_COMPONENTS = 24;

  /** {@code opj_image_comp_t}. */
  static final long COMPONENT_SIZE = 64;

  static final long COMPONENT_COLUMNS = 8;
  static final long COMPONENT_ROWS = 12;
  static final long COMPONENT_PRECISION = 24;
  static final long COMPONENT_SAMPLES = 48;

  private static final List<String> FILES =
      List.of("libopenjp2.so.7", "libopenjp2.7.dylib", "openjp2.dll");
  private static final long STREAM_BUFFER = 1 << 16;

  /** 8,252 bytes to decode and 18,720 to encode in 2.5; room for fields to come. */
  private static final long PARAMETERS = 1 << 16;

  private final MemoryStream memory = MemoryStream.functions();
  private final ForeignFunction streamCreate;
  private final ForeignFunction streamDestroy;
  private final List<ForeignFunction> streamFunctions;
  private final ForeignFunction streamUserData;
  private final ForeignFunction streamLength;
  private final ForeignFunction errorHandler;
  private final Optional<ForeignFunction> strictMode;
  final ForeignFunction createDecompress;
  final ForeignFunction createCompress;
  final ForeignFunction destroyCodec;
  final ForeignFunction decoderParameters;
  final ForeignFunction setupDecoder;
  final ForeignFunction readHeader;
  final ForeignFunction decode;
  final ForeignFunction endDecompress;
  final ForeignFunction encoderParameters;
  final ForeignFunction setupEncoder;
  final ForeignFunction startCompress;
  final ForeignFunction encode;
  final ForeignFunction endCompress;
  final ForeignFunction imageCreate;
  final ForeignFunction imageDestroy;

  /**
   * Loads the library.
   *
   * @throws CodecException if it is not there
   */
  OpenJpeg() throws CodecException {
    ForeignLibrary library = ForeignLibrary.load(FILES);
    streamCreate =
        library.function("opj_stream_create", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_INT));
    streamDestroy = library.function("opj_stream_destroy", nothing(ADDRESS));
    streamFunctions =
        List.of(
            library.function("opj_stream_set_read_function", nothing(ADDRESS, ADDRESS)),
            library.function("opj_stream_set_write_function", nothing(ADDRESS, ADDRESS)),
            library.function("opj_stream_set_skip_function", nothing(ADDRESS, ADDRESS)),
            library.function("opj_stream_set_seek_function", nothing(ADDRESS, ADDRESS)));
    streamUserData =
        library.function("opj_stream_set_user_data", nothing(ADDRESS, ADDRESS, ADDRESS));
    streamLength = library.function("opj_stream_set_user_data_length", nothing(ADDRESS, JAVA_LONG));
    errorHandler = library.function("opj_set_error_handler", flag(ADDRESS, ADDRESS, ADDRESS));
    strictMode = library.find("opj_decoder_set_strict_mode", flag(ADDRESS, JAVA_INT));
    createDecompress = library.function("opj_create_decompress", pointer(JAVA_INT));
    createCompress = library.function("opj_create_compress", pointer(JAVA_INT));
    destroyCodec = library.function("opj_destroy_codec", nothing(ADDRESS));
    decoderParameters = library.function("opj_set_default_decoder_parameters", nothing(ADDRESS));
    setupDecoder = library.function("opj_setup_decoder", flag(ADDRESS, ADDRESS));
    readHeader = library.function("opj_read_header", flag(ADDRESS, ADDRESS, ADDRESS));
    decode = library.function("opj_decode", flag(ADDRESS, ADDRESS, ADDRESS));
    endDecompress = library.function("opj_end_decompress", flag(ADDRESS, ADDRESS));
    encoderParameters = library.function("opj_set_default_encoder_parameters", nothing(ADDRESS));
    setupEncoder = library.function("opj_setup_encoder", flag(ADDRESS, ADDRESS, ADDRESS));
    startCompress = library.function("opj_start_compress", flag(ADDRESS, ADDRESS, ADDRESS));
    encode = library.function("opj_encode", flag(ADDRESS, ADDRESS));
    endCompress = library.function("opj_end_compress", flag(ADDRESS, ADDRESS));
    imageCreate = library.function("opj_image_create", pointer(JAVA_INT, ADDRESS, JAVA_INT));
    imageDestroy = library.function("opj_image_destroy", nothing(ADDRESS));
  }

  /** Room for parameters of either kind, to be filled with the usual ones. */
  static MemorySegment parameters(Arena arena) {
    return arena.allocate(PARAMETERS, Long.BYTES);
  }

  /** Opens a stream over the memory of a {@link MemoryStream#STATE}. */
  MemorySegment open(MemorySegment state, long length, int direction) {
    MemorySegment stream = streamCreate.pointer(STREAM_BUFFER, direction);
    List<MemorySegment> functions =
        List.of(memory.read(), memory.write(), memory.skip(), memory.seek());
    for (int i = 0; i < functions.size(); i++) {
      streamFunctions.get(i).call(stream, functions.get(i));
    }
    streamUserData.call(stream, state, MemorySegment.NULL);
    streamLength.call(stream, length);
    return stream;
  }

  /** Ends a stream. */
  void close(MemorySegment stream) {
    streamDestroy.call(stream);
  }

  /** Has the library keep its first complaint, in room for {@link MemoryStream#MESSAGE}. */
  MemorySegment listen(MemorySegment codec, Arena arena) {
    MemorySegment complaint = arena.allocate(MemoryStream.MESSAGE);
    errorHandler.integer(codec, memory.message(), complaint);
    return complaint;
  }

  /** Has the library refuse what ends early, where it can: since 2.5. */
  void refuseTruncated(MemorySegment codec) {
    strictMode.ifPresent(function -> function.integer(codec, 1));
  }

  private static FunctionDescriptor nothing(MemoryLayout... arguments) {
    return FunctionDescriptor.ofVoid(arguments);
  }

  private static FunctionDescriptor flag(MemoryLayout... arguments) {
    return FunctionDescriptor.of(JAVA_INT, arguments);
  }

  private static FunctionDescriptor pointer(MemoryLayout... arguments) {
    return FunctionDescriptor.of(ADDRESS, arguments);
  }
}
