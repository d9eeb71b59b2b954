/** What instances are described by: their metadata, collected, sorted, written and kept. */
@NullMarked
package io.isthmus.retrieve.metadata;

import org.jspecify.annotations.NullMarked;
