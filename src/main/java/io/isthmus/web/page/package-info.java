/** What the web page at {@code /} needs beyond DICOMweb. */
@NullMarked
package io.isthmus.web.page;

import org.jspecify.annotations.NullMarked;
