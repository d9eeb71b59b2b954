/** Service class users: straight-line code on the caller's thread over one association. */
@NullMarked
package io.isthmus.dimse.scu;

import org.jspecify.annotations.NullMarked;
