/**
 * Frames of pixel data, found, decoded and encoded (PS3.5 8 and A.4). The registry of what can be
 * done is {@link io.isthmus.pixel.codec.FrameCodecs}.
 */
@NullMarked
package io.isthmus.pixel.codec;

import org.jspecify.annotations.NullMarked;
