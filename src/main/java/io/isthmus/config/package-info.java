/** The settings: one mapping, and the faults that can be seen before anything starts. */
@NullMarked
package io.isthmus.config;

import org.jspecify.annotations.NullMarked;
