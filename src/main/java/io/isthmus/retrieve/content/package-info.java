/** Whole instances: their values and frames by the places where they lie in the spool. */
@NullMarked
package io.isthmus.retrieve.content;

import org.jspecify.annotations.NullMarked;
