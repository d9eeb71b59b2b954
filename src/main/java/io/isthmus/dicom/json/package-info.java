/** DICOM JSON (PS3.18 Annex F), written and read as a stream. */
@NullMarked
package io.isthmus.dicom.json;

import org.jspecify.annotations.NullMarked;
