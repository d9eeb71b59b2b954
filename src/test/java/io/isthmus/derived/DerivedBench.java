package io.isthmus.derived;

import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.JavaCodecs;
import io.isthmus.pixel.codec.Transcoder;
import java.util.List;
import java.util.concurrent.Executor;

/** Frames made with the codecs that are always there. */
public final class DerivedBench {
  private static final int LARGEST_FRAME = 1 << 26;

  private DerivedBench() {}

  /** As the gateway has it, with little of everything. */
  public static DerivedFrames frames(Executor executor) {
    return new DerivedFrames(transcoder(), DerivedOptions.SMALL, executor, System::nanoTime);
  }

  /** What can be made of images. */
  public static Transcoder transcoder() {
    return new Transcoder(
        FrameCodecs.probe(List.of(new JavaCodecs()), LARGEST_FRAME), System::nanoTime);
  }
}
