/**
 * How data sets become bytes and bytes become data sets, in every transfer syntax (PS3.5, PS3.10).
 */
@NullMarked
package io.isthmus.dicom.codec;

import org.jspecify.annotations.NullMarked;
