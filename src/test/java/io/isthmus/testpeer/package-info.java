/**
 * A DIMSE peer for tests that does, byte by byte, what a script says: send, expect, wait, drop,
 * misbehave. It shares no code with the upper layer that it tests.
 */
@NullMarked
package io.isthmus.testpeer;

import org.jspecify.annotations.NullMarked;
