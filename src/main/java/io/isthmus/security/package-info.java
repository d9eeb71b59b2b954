/**
 * Who calls and what that caller may do: every service call carries a {@link
 * io.isthmus.security.Caller}.
 */
@NullMarked
package io.isthmus.security;

import org.jspecify.annotations.NullMarked;
