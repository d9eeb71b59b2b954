/**
 * Retrieval: instances asked of a PACS once, spooled, and read by any number of readers while they
 * arrive.
 */
@NullMarked
package io.isthmus.retrieve;

import org.jspecify.annotations.NullMarked;
