/** The PACS as the gateway sees it: a port with no DIMSE type in it. */
@NullMarked
package io.isthmus.archive;

import org.jspecify.annotations.NullMarked;
