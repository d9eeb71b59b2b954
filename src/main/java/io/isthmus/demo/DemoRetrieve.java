package io.isthmus.demo;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scp.DimseStatusException;
import io.isthmus.dimse.scp.RetrieveProvider;
import io.isthmus.dimse.scp.StoredInstance;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what C-GET and C-MOVE ask for by unique keys (PS3.4 C.4.2.1.4). Thread safe. */
final class DemoRetrieve implements RetrieveProvider {
  private final DemoIndex index;
  private final DemoOptions options;

  DemoRetrieve(DemoIndex index, DemoOptions options) {
    this.index = index;
    this.options = options;
  }

  @Override
  public List<StoredInstance> retrieve(String sopClassUid, DataSet identifier)
      throws DimseStatusException {
    return sent(
        switch (sopClassUid) {
          case SopClass.CompositeInstanceRetrieveWithoutBulkDataGet ->
              named(identifier).stream().map(DemoDerived::withoutBulkData).toList();
          case SopClass.CompositeInstanceRootRetrieveGet -> composite(identifier);
          default -> ofStudies(identifier);
        });
  }

  private List<DemoObject> composite(DataSet identifier) throws DimseStatusException {
    List<DemoObject> objects = named(identifier);
    boolean frames = identifier.string(Tag.QueryRetrieveLevel).orElse("").equals("FRAME");
    return frames && !objects.isEmpty()
        ? List.of(DemoDerived.frames(objects.getFirst(), identifier))
        : objects;
  }

  /** Instances by their own UIDs alone, as the models of composite instances have it. */
  private List<DemoObject> named(DataSet identifier) {
    Set<String> uids = new HashSet<>(identifier.strings(Tag.SOPInstanceUID));
    return index.objects(object -> uids.contains(object.sopInstanceUid()));
  }

  private List<DemoObject> ofStudies(DataSet identifier) throws DimseStatusException {
    DemoLevel level =
        DemoLevel.named(identifier.string(Tag.QueryRetrieveLevel).orElse(""))
            .filter(named -> !identifier.strings(named.uniqueKey()).isEmpty())
            .orElseThrow(
                () -> new DimseStatusException(DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS));
    List<DemoObject> objects = objects(identifier, level);
    boolean tooMuch = options.does(Misbehaviour.ONE_BY_ONE_ONLY) && objects.size() > 1;
    boolean unknown =
        options.does(Misbehaviour.UNKNOWN_UID_FAILS) && !hasAll(objects, identifier, level);
    if (tooMuch || unknown) {
      throw new DimseStatusException(DimseStatus.CANNOT_UNDERSTAND);
    }
    return objects;
  }

  private List<StoredInstance> sent(List<DemoObject> objects) {
    List<StoredInstance> instances = new ArrayList<>(objects.size());
    for (DemoObject object : objects) {
      boolean fails =
          options.failEvery() > 0
              && instances.size() % options.failEvery() == options.failEvery() - 1;
      instances.add(new Sent(object, options, fails));
    }
    return instances;
  }

  private List<DemoObject> objects(DataSet identifier, DemoLevel level) {
    boolean series = options.does(Misbehaviour.SERIES_FOR_INSTANCES) && level == DemoLevel.IMAGE;
    DemoLevel sent = series ? DemoLevel.SERIES : level;
    List<DemoObject> objects = index.objects(object -> isWanted(object, identifier, sent));
    if (options.does(Misbehaviour.FIRST_OF_LIST_ONLY) && level == DemoLevel.IMAGE) {
      return objects.stream().limit(1).toList();
    }
    if (options.does(Misbehaviour.SENDS_FEWER) && level != DemoLevel.IMAGE && !objects.isEmpty()) {
      return objects.subList(0, objects.size() - 1);
    }
    return options.does(Misbehaviour.DUPLICATE_INSTANCES)
        ? objects.stream().flatMap(object -> Stream.of(object, object)).toList()
        : objects;
  }

  private static boolean isWanted(DemoObject object, DataSet identifier, DemoLevel level) {
    for (DemoLevel above : DemoLevel.values()) {
      List<String> asked =
          level.includes(above) ? identifier.strings(above.uniqueKey()) : List.of();
      if (!asked.isEmpty() && !asked.contains(object.uid(above.uniqueKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasAll(List<DemoObject> objects, DataSet identifier, DemoLevel level) {
    Set<String> asked = new HashSet<>(identifier.strings(level.uniqueKey()));
    return objects.stream()
        .map(object -> object.uid(level.uniqueKey()))
        .collect(Collectors.toSet())
        .containsAll(asked);
  }

  /** One sub-operation; a broken one fails when it is opened. */
  private record Sent(DemoObject object, DemoOptions options, boolean fails)
      implements StoredInstance {
    @Override
    public String sopClassUid() {
      return object.sopClassUid();
    }

    @Override
    public String sopInstanceUid() {
      return object.sopInstanceUid();
    }

    @Override
    public List<String> transferSyntaxes() {
      return object.transferSyntaxes().stream().map(TransferSyntax::uid).toList();
    }

    @Override
    public InputStream open(String transferSyntax) throws IOException {
      Pause.of(options.storeDelay());
      if (fails) {
        throw new IOException("this instance was told to fail");
      }
      return object.open(TransferSyntax.of(transferSyntax));
    }
  }
}
