/**
 * What is made of instances: on the cores that there are, once for all who ask, and kept a while.
 */
@NullMarked
package io.isthmus.derived;

import org.jspecify.annotations.NullMarked;
