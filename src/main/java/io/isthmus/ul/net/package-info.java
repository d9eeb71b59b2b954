/** Associations over TCP and TLS: the only place where DIMSE sockets live (PS3.8 9.1). */
@NullMarked
package io.isthmus.ul.net;

import org.jspecify.annotations.NullMarked;
