package io.isthmus.pool;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pool.ContextsNeeded.Retrieve;
import io.isthmus.pool.ContextsNeeded.Store;
import io.isthmus.pool.ContextsNeeded.Stored;
import io.isthmus.pool.Recipe.Offer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the presentation contexts of storage classes (DIM-05, DIM-06). A context of its own for
 * each pair of class and transfer syntax lets every instance come as it is stored; where there is
 * no room for that, a class has one context with all its transfer syntaxes.
 */
final class StorageContexts {
  private static final List<String> IMAGES =
      List.of(
          SopClass.CTImageStorage,
          SopClass.MRImageStorage,
          SopClass.ComputedRadiographyImageStorage,
          SopClass.DigitalXRayImageStorageForPresentation,
          SopClass.UltrasoundImageStorage,
          SopClass.UltrasoundMultiFrameImageStorage,
          SopClass.SecondaryCaptureImageStorage,
          SopClass.XRayAngiographicImageStorage,
          SopClass.DigitalMammographyXRayImageStorageForPresentation,
          SopClass.PositronEmissionTomographyImageStorage,
          SopClass.NuclearMedicineImageStorage,
          SopClass.EnhancedCTImageStorage,
          SopClass.EnhancedMRImageStorage);
  private static final List<String> DOCUMENTS =
      List.of(
          SopClass.GrayscaleSoftcopyPresentationStateStorage,
          SopClass.KeyObjectSelectionDocumentStorage,
          SopClass.BasicTextSRStorage,
          SopClass.EnhancedSRStorage,
          SopClass.ComprehensiveSRStorage,
          SopClass.EncapsulatedPDFStorage,
          SopClass.RTStructureSetStorage,
          SopClass.RTPlanStorage,
          SopClass.RTDoseStorage);
  private static final List<String> TO_SEND =
      List.of(
          TransferSyntax.JPEG2000Lossless.uid(),
          TransferSyntax.JPEGLosslessSV1.uid(),
          TransferSyntax.JPEGLSLossless.uid(),
          TransferSyntax.RLELossless.uid(),
          TransferSyntax.JPEGBaseline8Bit.uid(),
          TransferSyntax.ExplicitVRLittleEndian.uid(),
          TransferSyntax.ImplicitVRLittleEndian.uid());

  /** The classes that most archives hold most of, in the order in which they are given room. */
  static final List<String> FREQUENT = concat(DOCUMENTS, IMAGES);

  private StorageContexts() {}

  /** Contexts in which instances are received. */
  static List<Offer> toReceive(Retrieve need, int room) {
    Map<String, List<String>> needed = new LinkedHashMap<>();
    for (String sopClass : need.storageClasses()) {
      needed.put(sopClass, syntaxes(sopClass, need.transferSyntaxes()));
    }
    Map<String, List<String>> frequent = frequent(need.transferSyntaxes(), room);
    if (alone(frequent).containsAll(alone(needed))) {
      return alone(frequent);
    }
    Set<Offer> offers = new LinkedHashSet<>(fitting(needed, frequent.keySet(), room));
    frequent.keySet().removeAll(needed.keySet());
    addWhileRoom(offers, frequent, room);
    return List.copyOf(offers);
  }

  /**
   * Contexts in which instances are sent: as they are, and natively for those that have to be
   * decoded (DIM-37).
   */
  static List<Offer> toSend(Store need, int room) {
    Map<String, List<String>> needed =
        need.stored().stream()
            .collect(
                groupingBy(
                    Stored::sopClassUid,
                    LinkedHashMap::new,
                    mapping(Stored::transferSyntax, toList())));
    Map<String, List<String>> frequent = frequent(TO_SEND, room);
    if (alone(frequent).containsAll(alone(needed))) {
      return alone(frequent);
    }
    Set<Offer> offers = new LinkedHashSet<>(alone(needed));
    needed.replaceAll((sopClass, _) -> syntaxes(sopClass, TO_SEND));
    addWhileRoom(offers, needed, room);
    addWhileRoom(offers, frequent, room);
    return List.copyOf(offers);
  }

  /**
   * The transfer syntaxes that a class is offered in, compressed ones first (DIM-06); documents
   * have no pixels to be encapsulated.
   */
  static List<String> syntaxes(String sopClass, List<String> all) {
    Map<Boolean, List<String>> byEncapsulation =
        all.stream().collect(partitioningBy(uid -> TransferSyntax.of(uid).encapsulated()));
    List<String> encapsulated = byEncapsulation.getOrDefault(true, List.of());
    List<String> unencapsulated = byEncapsulation.getOrDefault(false, List.of());
    return DOCUMENTS.contains(sopClass) && !unencapsulated.isEmpty()
        ? unencapsulated
        : concat(encapsulated, unencapsulated);
  }

  /**
   * What is needed, the rare classes first; as many as possible with a context for each transfer
   * syntax.
   */
  private static List<Offer> fitting(
      Map<String, List<String>> needed, Set<String> frequent, int room) {
    Map<String, List<String>> rareFirst = new LinkedHashMap<>(needed);
    frequent.forEach(rareFirst::remove);
    rareFirst.putAll(needed);
    List<Offer> offers = new ArrayList<>();
    int each = 2 * needed.size() <= room ? 2 : 1;
    int left = each * needed.size();
    for (Map.Entry<String, List<String>> entry : rareFirst.entrySet()) {
      left -= each;
      List<Offer> own = alone(entry.getKey(), entry.getValue());
      boolean fits = offers.size() + own.size() + left <= room;
      offers.addAll(fits ? own : together(entry.getKey(), entry.getValue(), each));
    }
    return offers;
  }

  /**
   * Few contexts for many transfer syntaxes: of two, one is for the native ones, so that a peer
   * that takes the first of a list does not leave itself without one that it can send.
   */
  private static List<Offer> together(String sopClass, List<String> syntaxes, int most) {
    Map<Boolean, List<String>> byEncapsulation =
        syntaxes.stream().collect(partitioningBy(uid -> TransferSyntax.of(uid).encapsulated()));
    return most == 1 || byEncapsulation.values().stream().anyMatch(List::isEmpty)
        ? List.of(new Offer(sopClass, syntaxes))
        : List.of(
            new Offer(sopClass, byEncapsulation.getOrDefault(true, List.of())),
            new Offer(sopClass, byEncapsulation.getOrDefault(false, List.of())));
  }

  private static Map<String, List<String>> frequent(List<String> transferSyntaxes, int room) {
    Map<String, List<String>> classes = new LinkedHashMap<>();
    int left = room;
    for (String sopClass : FREQUENT) {
      List<String> own = syntaxes(sopClass, transferSyntaxes);
      if (!own.isEmpty() && own.size() <= left) {
        classes.put(sopClass, own);
        left -= own.size();
      }
    }
    return classes;
  }

  private static void addWhileRoom(Set<Offer> offers, Map<String, List<String>> classes, int room) {
    classes.forEach((sopClass, syntaxes) -> {
      List<Offer> own = new ArrayList<>(alone(sopClass, syntaxes));
      own.removeAll(offers);
      if (offers.size() + own.size() <= room) {
        offers.addAll(own);
      }
    });
  }

  private static List<Offer> alone(Map<String, List<String>> classes) {
    List<Offer> offers = new ArrayList<>();
    classes.forEach((sopClass, syntaxes) -> offers.addAll(alone(sopClass, syntaxes)));
    return offers;
  }

  private static List<Offer> alone(String sopClass, List<String> transferSyntaxes) {
    return transferSyntaxes.stream().map(uid -> new Offer(sopClass, List.of(uid))).toList();
  }

  private static List<String> concat(List<String> first, List<String> second) {
    Set<String> all = new LinkedHashSet<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
