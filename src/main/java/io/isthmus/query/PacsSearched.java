package io.isthmus.query;

import io.isthmus.archive.Archive;

/**
 * A PACS as a search deals with it.
 *
 * @param sideBySide asks it no more at a time than it has associations
 */
record PacsSearched(
    Archive archive, KnownPacs known, QueryOptions options, SideBySide sideBySide) {}
