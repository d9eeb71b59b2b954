/** The objects of the demo archive: patients that never were, complete by their IODs (PS3.3). */
@NullMarked
package io.isthmus.demo.data;

import org.jspecify.annotations.NullMarked;
