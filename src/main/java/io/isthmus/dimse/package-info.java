/** DIMSE messages (PS3.7): commands, statuses, and messages put together from and cut into PDVs. */
@NullMarked
package io.isthmus.dimse;

import org.jspecify.annotations.NullMarked;
