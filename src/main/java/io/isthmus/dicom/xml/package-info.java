/** Native DICOM Model in XML (PS3.19 Annex A), written and read as a stream. */
@NullMarked
package io.isthmus.dicom.xml;

import org.jspecify.annotations.NullMarked;
