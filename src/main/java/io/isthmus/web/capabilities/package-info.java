/** Describes what the gateway offers, as PS3.18 8.9 and Annex H want it. */
@NullMarked
package io.isthmus.web.capabilities;

import org.jspecify.annotations.NullMarked;
