package io.isthmus.retrieve;

import io.isthmus.retrieve.spool.KeptFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is held of a series. Guarded by the lock of {@link Holdings}. */
final class SeriesHolding {
  final StudyHolding study;
  final String uid;

  /** Whether every instance that the PACS has of the series is here. */
  boolean complete;

  /** Whether the PACS has all that is here. */
  boolean certain = true;

  long lastUsed;
  private final Map<CompactUid, HeldInstance> instances = new HashMap<>();
  private long unpinnedBytes;
  private HeldInstance.@Nullable Kind lastKind;

  SeriesHolding(StudyHolding study, String uid) {
    this.study = study;
    this.uid = uid;
  }

  /** Instances may have come or gone. */
  void markUncertain() {
    complete = false;
    certain = false;
  }

  Optional<HeldInstance> find(String instance) {
    return Optional.ofNullable(instances.get(CompactUid.of(instance)));
  }

  Collection<HeldInstance> instances() {
    return instances.values();
  }

  /** Bytes of the files that nobody reads. */
  long unpinnedBytes() {
    return unpinnedBytes;
  }

  /** Adds an instance, pinned once. */
  HeldInstance add(IncomingInstance instance, long size) {
    HeldInstance.Kind kind =
        shared(new HeldInstance.Kind(instance.sopClassUid(), instance.transferSyntax()));
    HeldInstance held =
        new HeldInstance(
            CompactUid.of(instance.uid()),
            this,
            kind,
            new KeptFile(instance.file().number(), size, instance.file().checksum()));
    held.pins = 1;
    instances.put(held.uid, held);
    return held;
  }

  /** The instances of a series mostly are of one kind. */
  private HeldInstance.Kind shared(HeldInstance.Kind kind) {
    HeldInstance.Kind last = lastKind;
    if (last != null && last.equals(kind)) {
      return last;
    }
    lastKind = kind;
    return kind;
  }

  void pin(HeldInstance held) {
    if (held.pins++ == 0) {
      unpinnedBytes -= held.size;
    }
  }

  /** Tells whether nobody reads it any more. */
  boolean unpin(HeldInstance held) {
    if (--held.pins > 0) {
      return false;
    }
    if (holds(held)) {
      unpinnedBytes += held.size;
    }
    return true;
  }

  /** Takes an instance out; its file is the caller's to release unless it is pinned. */
  void remove(HeldInstance held) {
    if (instances.remove(held.uid, held) && held.pins == 0) {
      unpinnedBytes -= held.size;
    }
    complete = false;
  }

  /** Whether it has not been taken out. */
  boolean holds(HeldInstance held) {
    return instances.get(held.uid) == held;
  }
}
