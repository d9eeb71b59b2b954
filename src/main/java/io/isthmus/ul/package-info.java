/** The DICOM upper layer (PS3.8) without sockets and clocks: PDUs, state machine, negotiation. */
@NullMarked
package io.isthmus.ul;

import org.jspecify.annotations.NullMarked;
