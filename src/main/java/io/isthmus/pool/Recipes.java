package io.isthmus.pool;

import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pool.ContextsNeeded.Retrieve;
import io.isthmus.pool.ContextsNeeded.Service;
import io.isthmus.pool.ContextsNeeded.Store;
import io.isthmus.pool.Recipe.Offer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rounds what operations need up to a few canonical proposals, so that later operations find an
 * association that serves them too. Pure: the same need always gives the same recipe.
 *
 * <p>Every proposal carries the services of each day (verification, query, move), so that with one
 * association allowed a query follows a retrieve on the same one. Storage contexts begin with what
 * is needed and is not in {@link StorageContexts#FREQUENT}, and are filled up with those.
 * Retrieving and sending exclude each other: the roles differ.
 */
public final class Recipes {
  /** As many whatever the model is. */
  private static final int EACH_DAY = eachDay(InformationModel.STUDY_ROOT).size();

  private static final List<String> NATIVE =
      List.of(
          TransferSyntax.ExplicitVRLittleEndian.uid(), TransferSyntax.ImplicitVRLittleEndian.uid());

  private final InformationModel model;
  private final Map<String, List<Boolean>> standing;

  /**
   * Makes the recipes for one PACS.
   *
   * @param model by which it is searched and retrieved from
   * @param standing extended negotiation that goes with a SOP class in every proposal, unless a
   *     need says otherwise; so that associations opened for something else serve the same needs
   */
  public Recipes(InformationModel model, Map<String, List<Boolean>> standing) {
    this.model = model;
    this.standing = Map.copyOf(standing);
  }

  /** By which the PACS is searched and retrieved from. */
  public InformationModel model() {
    return model;
  }

  /** What to propose for an operation. */
  public Recipe of(ContextsNeeded need) {
    return switch (need) {
      case Service service -> {
        List<Offer> offers = services(service.sopClassUid());
        yield new Recipe(
            offers, Set.of(), extended(offers, service.sopClassUid(), service.extended()));
      }
      case Retrieve retrieve -> {
        List<Offer> offers = services(retrieve.sopClassUid());
        List<Offer> storage =
            StorageContexts.toReceive(retrieve, Recipe.MAX_CONTEXTS - offers.size());
        Map<String, List<Boolean>> extended =
            extended(offers, retrieve.sopClassUid(), retrieve.extended());
        offers.addAll(storage);
        yield new Recipe(offers, classes(storage), extended);
      }
      case Store store -> {
        List<Offer> offers = services(SopClass.Verification);
        Map<String, List<Boolean>> extended = extended(offers, SopClass.Verification, List.of());
        offers.addAll(StorageContexts.toSend(store, Recipe.MAX_CONTEXTS - offers.size()));
        yield new Recipe(offers, Set.of(), extended);
      }
    };
  }

  /**
   * Splits a need that is too large for one association (DIM-04) into needs that are not; most
   * often it is the only one in the list.
   */
  public static List<ContextsNeeded> split(ContextsNeeded need) {
    int room = Recipe.MAX_CONTEXTS - EACH_DAY - 1;
    return switch (need) {
      case Service service -> List.of(service);
      case Retrieve all when all.storageClasses().size() <= room -> List.of(all);
      case Retrieve all ->
          slices(List.copyOf(all.storageClasses()), room).stream()
              .<ContextsNeeded>map(slice ->
                  new Retrieve(
                      all.sopClassUid(),
                      all.extended(),
                      new TreeSet<>(slice),
                      all.transferSyntaxes()))
              .toList();
      case Store all when all.stored().size() <= room -> List.of(all);
      case Store all ->
          slices(List.copyOf(all.stored()), room).stream()
              .<ContextsNeeded>map(slice -> new Store(new TreeSet<>(slice)))
              .toList();
    };
  }

  /** The storage classes that most archives hold most of. */
  public static List<String> frequentClasses() {
    return StorageContexts.FREQUENT;
  }

  /**
   * Storage classes in as many parts as it takes for each class to have a context for native and
   * one for compressed transfer syntaxes on one association (DIM-04, DIM-06); one part if there is
   * nothing to split.
   */
  public static List<List<String>> storageSlices(Collection<String> storageClasses) {
    int room = (Recipe.MAX_CONTEXTS - EACH_DAY - 1) / 2;
    List<List<String>> parts = slices(List.copyOf(storageClasses), room);
    return parts.isEmpty() ? List.of(List.of()) : parts;
  }

  private static <T> List<List<T>> slices(List<T> all, int size) {
    List<List<T>> slices = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      slices.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return slices;
  }

  private static List<String> eachDay(InformationModel model) {
    return List.of(SopClass.Verification, model.find(), model.move());
  }

  private List<Offer> services(String needed) {
    Set<String> classes = new LinkedHashSet<>(eachDay(model));
    classes.add(needed);
    List<Offer> offers = new ArrayList<>();
    classes.forEach(sopClass -> offers.add(new Offer(sopClass, NATIVE)));
    return offers;
  }

  private static Set<String> classes(List<Offer> offers) {
    Set<String> classes = new LinkedHashSet<>();
    offers.forEach(offer -> classes.add(offer.abstractSyntax()));
    return classes;
  }

  private Map<String, List<Boolean>> extended(
      List<Offer> services, String needed, List<Boolean> forNeeded) {
    Map<String, List<Boolean>> extended = new HashMap<>(standing);
    extended.keySet().retainAll(classes(services));
    extended.put(needed, forNeeded);
    extended.values().removeIf(List::isEmpty);
    return extended;
  }
}
