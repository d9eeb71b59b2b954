package io.isthmus.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** Limits and choices of searches. */
public interface QueryConfig {
  /** Most results of one search (QIDO-13). */
  @WithDefault("10000")
  @WithConverter(PositiveConverter.class)
  Integer maxResults();

  /** Order of results (DIM-15). */
  @WithDefault("auto")
  Order order();

  /** Most matches that are collected to be sorted. */
  @WithDefault("5000")
  @WithConverter(PositiveConverter.class)
  Integer orderCap();

  /** Whether unknown parameter names give 400 instead of a Warning (COM-03). */
  @WithDefault("false")
  boolean strictQuery();

  /** Status of a search without results: 204, or 200 with an empty array (QIDO-27). */
  @WithDefault("204")
  @WithConverter(EmptySearchConverter.class)
  Integer emptySearch();

  /** Whether a study search without any match key gives 400 (QIDO-21). */
  @WithDefault("false")
  boolean requireFilter();

  /**
   * Whether counts and modalities that the PACS leaves out are counted by further queries
   * (QIDO-33).
   */
  @WithDefault("true")
  boolean completeCounts();

  /**
   * Creators of private attributes by their tags of eight hexadecimal digits, for queries that do
   * not name them (QIDO-12).
   */
  Map<String, String> privateCreators();

  /**
   * Most questions that one search asks at a time: of the members of a federation, and of a PACS
   * below its studies or series.
   */
  @WithDefault("4")
  @WithConverter(PositiveConverter.class)
  Integer parallel();

  /** Orders of results. */
  enum Order {
    /** Sorted where the matches are few enough, else in the order of the PACS. */
    AUTO,
    /** Always in the order of the PACS. */
    PACS,
    /** Always sorted; too many matches give 413. */
    SORTED
  }
}
