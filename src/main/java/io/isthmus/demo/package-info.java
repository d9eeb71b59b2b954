/** The embedded archive for try-outs and tests: a real DIMSE peer on a port, with made-up data. */
@NullMarked
package io.isthmus.demo;

import org.jspecify.annotations.NullMarked;
