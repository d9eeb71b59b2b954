package io.isthmus.web.wado;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.codec.FrameConversion;
import io.isthmus.pixel.codec.Transcoder;
import io.isthmus.retrieve.content.FrameIndex;
import io.isthmus.retrieve.content.InstanceContent;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The pixel data of an instance as frames of which others can be made. One thread uses it. */
final class PixelImage {
  private final InstanceContent content;
  private final TransferSyntax syntax;
  private final FrameIndex index;
  private final Transcoder transcoder;
  private final Map<TransferSyntax, Optional<FrameConversion>> conversions = new HashMap<>();

  /**
   * Of an instance.
   *
   * @param syntax that the pixel data are in
   */
  PixelImage(
      InstanceContent content, TransferSyntax syntax, FrameIndex index, Transcoder transcoder) {
    this.content = content;
    this.syntax = syntax;
    this.index = index;
    this.transcoder = transcoder;
  }

  /** How many frames there are. */
  int count() {
    return index.count();
  }

  /** How its frames are made into others, if they can be. */
  Optional<FrameConversion> to(TransferSyntax target) {
    return conversions.computeIfAbsent(
        target, wanted -> transcoder.conversion(content.dataSet(), syntax, wanted));
  }

  /** The number of the copy of the instance that it is of. */
  long copy() {
    return content.copy();
  }

  /** Reads a frame as it is stored, counted from 1. */
  byte[] read(SpoolReader reader, int number) throws IOException {
    return index.read(reader, number);
  }
}
