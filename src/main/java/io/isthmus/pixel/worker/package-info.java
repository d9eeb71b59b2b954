/**
 * Codecs of C libraries in processes of their own: a crash or a hang in C costs one frame, not the
 * gateway.
 */
@NullMarked
package io.isthmus.pixel.worker;

import org.jspecify.annotations.NullMarked;
