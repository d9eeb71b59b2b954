package io.isthmus.pixel.jpegxl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.foreign.ForeignFunction;
import io.isthmus.pixel.foreign.ForeignLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.util.List;

/**
 * The functions of libjxl that are called here, and where its structures have what. These are as in
 * its release 0.7; later ones add functions and leave these as they are.
 */
final class LibJxl {
  static final int SUCCESS = 0;
  static final int NEED_BUFFER = 5;
  static final int BASIC_INFO = 0x40;
  static final int FULL_IMAGE = 0x1000;

  static final int UINT8 = 2;
  static final int UINT16 = 3;
  static final int LITTLE_ENDIAN = 1;

  /** {@code JxlBasicInfo}: 204 bytes, and room for fields to come. */
  static final long INFO_SIZE = 1024;

  static final long INFO_COLUMNS = 4;
  static final long INFO_ROWS = 8;
  static final long INFO_BITS = 12;
  static final long INFO_EXPONENT_BITS = 16;
  static final long INFO_ANIMATION = 44;
  static final long INFO_COLOURS = 52;
  static final long INFO_EXTRA_CHANNELS = 56;

  private static final List<String> FILES =
      List.of(
          "libjxl.so.0.11",
          "libjxl.so.0.10",
          "libjxl.so.0.9",
          "libjxl.so.0.8",
          "libjxl.so.0.7",
          "libjxl.0.11.dylib",
          "libjxl.dylib",
          "jxl.dll");

  final ForeignFunction create;
  final ForeignFunction destroy;
  final ForeignFunction subscribe;
  final ForeignFunction keepOrientation;
  final ForeignFunction setInput;
  final ForeignFunction closeInput;
  final ForeignFunction process;
  final ForeignFunction basicInfo;
  final ForeignFunction setBuffer;

  /**
   * Loads the library.
   *
   * @throws CodecException if it is not there
   */
  LibJxl() throws CodecException {
    ForeignLibrary library = ForeignLibrary.load(FILES);
    FunctionDescriptor status = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    FunctionDescriptor setting = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
    create = library.function("JxlDecoderCreate", FunctionDescriptor.of(ADDRESS, ADDRESS));
    destroy = library.function("JxlDecoderDestroy", FunctionDescriptor.ofVoid(ADDRESS));
    subscribe = library.function("JxlDecoderSubscribeEvents", setting);
    keepOrientation = library.function("JxlDecoderSetKeepOrientation", setting);
    setInput =
        library.function(
            "JxlDecoderSetInput", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
    closeInput = library.function("JxlDecoderCloseInput", FunctionDescriptor.ofVoid(ADDRESS));
    process = library.function("JxlDecoderProcessInput", status);
    basicInfo =
        library.function(
            "JxlDecoderGetBasicInfo", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    setBuffer =
        library.function(
            "JxlDecoderSetImageOutBuffer",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
  }
}
