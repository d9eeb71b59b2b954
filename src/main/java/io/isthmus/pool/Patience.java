package io.isthmus.pool;

import java.time.Duration;

/**
 * How long a request waits.
 *
 * @param asked as it was asked for
 * @param deadline when that is over, in nanoseconds of {@link PoolTime#nanos}
 * @param cancel ends the wait before
 */
record Patience(Duration asked, long deadline, CancelSignal cancel) {}
