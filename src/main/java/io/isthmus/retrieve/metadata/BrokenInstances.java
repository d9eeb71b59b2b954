package io.isthmus.retrieve.metadata;

import io.isthmus.retrieve.Shortfall;
import io.isthmus.retrieve.spool.InstanceBrokenException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instances that a reader has begun to read and that broke off. */
final class BrokenInstances {
  private final Map<String, InstanceBrokenException> bySopInstanceUid = new LinkedHashMap<>();

  /** Passes one over, until it is known how the retrieval ends. */
  void add(String sopInstanceUid, InstanceBrokenException failure) {
    bySopInstanceUid.put(sopInstanceUid, failure);
  }

  /**
   * Sees that they are among what the retrieval itself says is missing: nothing else may be left
   * out.
   *
   * @throws InstanceBrokenException the failure of one that is not
   */
  void requireAmong(Optional<Shortfall> shortfall) throws InstanceBrokenException {
    List<String> missing = shortfall.map(Shortfall::sopInstanceUids).orElse(List.of());
    for (Map.Entry<String, InstanceBrokenException> one : bySopInstanceUid.entrySet()) {
      if (!missing.contains(one.getKey())) {
        throw one.getValue();
      }
    }
  }
}
