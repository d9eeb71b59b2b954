/** The bounded disk spool: files that are appended to and read at the same time. */
@NullMarked
package io.isthmus.retrieve.spool;

import org.jspecify.annotations.NullMarked;
