/**
 * Searches: from what a client asks to what a PACS is asked, and back (PS3.18 10.6, PS3.4 C.4.1).
 */
@NullMarked
package io.isthmus.query;

import org.jspecify.annotations.NullMarked;
