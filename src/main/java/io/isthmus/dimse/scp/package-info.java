/** Service class providers: what is done with the requests of those who open associations to us. */
@NullMarked
package io.isthmus.dimse.scp;

import org.jspecify.annotations.NullMarked;
