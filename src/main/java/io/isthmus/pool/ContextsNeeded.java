package io.isthmus.pool;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What an operation needs an association to have agreed on. */
public sealed interface ContextsNeeded {

  /**
   * One SOP class as SCU, its data sets in a native transfer syntax: verification, queries, moves,
   * the N-services.
   *
   * @param extended what is offered for the class by SOP Class Extended Negotiation (PS3.7
   *     D.3.3.5), byte by byte; empty to offer nothing. An association that was offered anything
   *     else does not serve, because it may match otherwise.
   */
  record Service(String sopClassUid, List<Boolean> extended) implements ContextsNeeded {
    public Service {
      extended = List.copyOf(extended);
    }
  }

  /**
   * A retrieve class as SCU, and storage classes as SCP of the same association (PS3.4 C.4.3,
   * DIM-07).
   *
   * @param extended as for {@link Service}
   * @param storageClasses UIDs of the classes to be received, or none where they are not known:
   *     then the most frequent ones
   * @param transferSyntaxes UIDs that can be taken, most wanted first; nothing comes in any other
   */
  record Retrieve(
      String sopClassUid,
      List<Boolean> extended,
      SortedSet<String> storageClasses,
      List<String> transferSyntaxes)
      implements ContextsNeeded {
    public Retrieve {
      extended = List.copyOf(extended);
      storageClasses = unmodifiable(storageClasses);
      transferSyntaxes = transferSyntaxes.stream().distinct().toList();
    }
  }

  /** Storage classes as SCU, each in the transfer syntax of what is to be sent (DIM-37). */
  record Store(SortedSet<Stored> stored) implements ContextsNeeded {
    public Store {
      stored = unmodifiable(stored);
    }
  }

  /** What is to be sent: a storage class in a transfer syntax. */
  record Stored(String sopClassUid, String transferSyntax) implements Comparable<Stored> {
    @Override
    public int compareTo(Stored other) {
      int byClass = sopClassUid.compareTo(other.sopClassUid);
      return byClass != 0 ? byClass : transferSyntax.compareTo(other.transferSyntax);
    }
  }

  /** A SOP class without extended negotiation. */
  static Service service(String sopClassUid) {
    return new Service(sopClassUid, List.of());
  }

  /** A retrieve without extended negotiation. */
  static Retrieve retrieve(
      String sopClassUid, Collection<String> storageClasses, List<String> transferSyntaxes) {
    return new Retrieve(sopClassUid, List.of(), new TreeSet<>(storageClasses), transferSyntaxes);
  }

  /** Instances to be sent. */
  static Store store(Collection<Stored> stored) {
    return new Store(new TreeSet<>(stored));
  }

  private static <T> SortedSet<T> unmodifiable(SortedSet<T> set) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(set));
  }
}
