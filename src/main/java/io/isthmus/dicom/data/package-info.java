/** What a data set is: tags, value representations, elements, the dictionary (PS3.5, PS3.6). */
@NullMarked
package io.isthmus.dicom.data;

import org.jspecify.annotations.NullMarked;
