/** How text values become characters: Specific Character Set (PS3.3 C.12.1.1.2, PS3.5 6.1). */
@NullMarked
package io.isthmus.dicom.charset;

import org.jspecify.annotations.NullMarked;
