/** JPEG XL by libjxl (PS3.5 8.2.16; ISO/IEC 18181). */
@NullMarked
package io.isthmus.pixel.jpegxl;

import org.jspecify.annotations.NullMarked;
