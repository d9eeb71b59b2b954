package io.isthmus.pixel.jpeg;

/**
 * A component of a frame (T.81 B.2.2).
 *
 * @param index its place in the frame header, from 0
 * @param id by which scans name it
 * @param across the horizontal sampling factor
 * @param down the vertical sampling factor
 * @param quantization which table
 */
record FrameComponent(int index, int id, int across, int down, int quantization) {}
