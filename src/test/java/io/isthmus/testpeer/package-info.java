/**
 * A peer for tests of the wire that knows nothing of the code under test: its bytes are put
 * together by hand from PS3.7 and PS3.8.
 *
 * <ul>
 *   <li>{@link io.isthmus.testpeer.Wire}: bytes of PDUs, items, commands.
 *   <li>{@link io.isthmus.testpeer.ScriptedConnection}: one connection; a script sends, expects,
 *       waits, drops, resets, and misbehaves on it.
 *   <li>{@link io.isthmus.testpeer.ScriptedPeer}: listens and plays one script for each connection,
 *       in order; {@code finish()} throws what a script found wrong.
 *   <li>{@link io.isthmus.testpeer.RepeatingPeer}: listens and plays the script of the moment on
 *       every connection, for tests of a pool.
 *   <li>{@link io.isthmus.testpeer.MutatedRequestor}: says what a requestor says, with some bytes
 *       made others.
 * </ul>
 *
 * <pre>{@code
 * try (ScriptedPeer peer =
 *     new ScriptedPeer(connection -> {
 *       connection.accept();                       // A-ASSOCIATE-RQ, -AC
 *       connection.expectCommand();                // a request
 *       connection.send(Wire.abort(2, 0));         // the fault
 *     })) {
 *   ... the code under test, on peer.port()
 *   peer.finish();
 * }
 * }</pre>
 */
@NullMarked
package io.isthmus.testpeer;

import org.jspecify.annotations.NullMarked;
