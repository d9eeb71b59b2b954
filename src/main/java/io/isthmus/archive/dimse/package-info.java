/** The port to a PACS over DIMSE. */
@NullMarked
package io.isthmus.archive.dimse;

import org.jspecify.annotations.NullMarked;
