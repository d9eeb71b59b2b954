/**
 * The associations that the gateway opens to one PACS: proposed alike, kept, lent one operation at
 * a time, and never more than the PACS is to be given.
 */
@NullMarked
package io.isthmus.pool;

import org.jspecify.annotations.NullMarked;
