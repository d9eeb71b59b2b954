package io.isthmus.pixel.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Frames in their order. */
@FunctionalInterface
public interface FrameSupply {
  /** The next frame; null after the last. */
  byte @Nullable [] next() throws IOException;
}
