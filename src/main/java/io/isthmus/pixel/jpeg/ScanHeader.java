package io.isthmus.pixel.jpeg;

import java.util.List;

/**
 * A scan header (T.81 B.2.3).
 *
 * @param first of the spectral selection; the predictor of a lossless scan
 * @param last of the spectral selection
 * @param high the preceding point transform, of successive approximation
 * @param low the point transform
 */
record ScanHeader(List<ScanComponent> components, int first, int last, int high, int low) {}
