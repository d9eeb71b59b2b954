package io.isthmus.pixel.jpeg;

/** A component in a scan, and which tables it is coded with (T.81 B.2.3). */
record ScanComponent(FrameComponent component, int dcTable, int acTable) {}
