/** Joins the parts: the only package that sees all others. */
@NullMarked
package io.isthmus.app;

import org.jspecify.annotations.NullMarked;
