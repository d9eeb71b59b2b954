package io.isthmus.retrieve.content;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.retrieve.ArchiveQuestions;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Caller;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Has a PACS send some frames of an instance without the rest (PS3.4 Y; WADO-36). What it makes of
 * them has a UID of its own, is held against what was asked for, serves one request and is never
 * held. Thread safe.
 */
public final class FrameExtraction {
  /** The longest list of frames: an explicit VR leaves 16 bits for its length (PS3.4 Y.3.2.1.1). */
  private static final int MOST_FRAMES = 16383;

  private final RetrieveService retrieves;
  private final InstanceContents contents;
  private final InstanceSpool spool;
  private final Predicate<String> offered;

  /**
   * Over a service.
   *
   * @param offered whether a PACS, by its id, is to be asked for frames
   */
  public FrameExtraction(
      RetrieveService retrieves,
      InstanceContents contents,
      InstanceSpool spool,
      Predicate<String> offered) {
    this.retrieves = retrieves;
    this.contents = contents;
    this.spool = spool;
    this.offered = offered;
  }

  /**
   * Asks for frames where that is worth it; waits for them.
   *
   * @param instance one instance
   * @param frames numbers from 1 on, each once
   * @return empty where the whole instance is to be had instead: it is held or on its way, has no
   *     other frames, or the PACS did not send just these
   * @throws ArchiveException when the PACS has no such instance or frames, denies them, or could
   *     not serve the whole instance now either
   */
  public Optional<ExtractedFrames> extract(
      Caller caller,
      String pacs,
      RetrieveScope instance,
      List<Integer> frames,
      Cancellation cancellation)
      throws ArchiveException, IOException {
    Archive archive = retrieves.permitted(caller, pacs);
    if (!offered.test(pacs)
        || frames.size() > MOST_FRAMES
        || retrieves.isAtHand(pacs, instance)
        || !hasOthers(archive, instance, frames, cancellation)) {
      return Optional.empty();
    }
    List<Integer> ascending = frames.stream().sorted().toList();
    try (ArrivingFrames arriving = new ArrivingFrames(spool)) {
      archive.retrieveFrames(instance, ascending, arriving, cancellation);
      Optional<ArrivingFrames.Whole> whole = arriving.take();
      return whole.isPresent() ? checked(whole.get(), instance, ascending) : Optional.empty();
    } catch (ArchiveException refused) {
      if (isOfThisWayOnly(refused)) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /** Frame 1 alone may be all that there is: of a single image nothing can be taken. */
  private static boolean hasOthers(
      Archive archive, RetrieveScope instance, List<Integer> frames, Cancellation cancellation)
      throws ArchiveException {
    if (!frames.equals(List.of(1))) {
      return true;
    }
    String uid = instance.sopInstanceUid().orElseThrow();
    DataSet keys =
        DataSet.builder()
            .uid(Tag.StudyInstanceUID, instance.studyInstanceUid())
            .uid(Tag.SeriesInstanceUID, instance.seriesInstanceUid().orElseThrow())
            .uid(Tag.SOPInstanceUID, uid)
            .empty(Tag.NumberOfFrames)
            .build();
    return new ArchiveQuestions(archive, cancellation)
        .matches(QueryLevel.IMAGE, keys, Tag.SOPInstanceUID, uid).stream()
            .anyMatch(match -> match.integer(Tag.NumberOfFrames).orElse(1) > 1);
  }

  /** Whether the whole instance may be had all the same. */
  private static boolean isOfThisWayOnly(ArchiveException refused) {
    return switch (refused.failure().category()) {
      case UNSUPPORTED, UPSTREAM -> true;
      case NOT_FOUND, BUSY, TIMEOUT, DENIED, CANCELLED -> false;
    };
  }

  private Optional<ExtractedFrames> checked(
      ArrivingFrames.Whole whole, RetrieveScope instance, List<Integer> frames) throws IOException {
    InstanceContent content;
    try {
      content = contents.own(whole.file(), whole.announced().transferSyntax());
    } catch (MalformedDicomException noDataSet) {
      return Optional.empty();
    }
    boolean given = false;
    try {
      given = isMadeOf(content, whole.announced().sopInstanceUid(), instance, frames);
      return given ? Optional.of(new ExtractedFrames(content, frames)) : Optional.empty();
    } catch (MalformedDicomException noFrames) {
      return Optional.empty();
    } finally {
      if (!given) {
        content.close();
      }
    }
  }

  /** Whether it says itself that it is these frames of that instance, all of them (PS3.4 Y.3.3). */
  private static boolean isMadeOf(
      InstanceContent content, String announced, RetrieveScope instance, List<Integer> frames)
      throws IOException {
    DataSet made = content.dataSet();
    String source = instance.sopInstanceUid().orElseThrow();
    List<DataSet> extractions = made.items(Tag.FrameExtractionSequence);
    return made.string(Tag.SOPInstanceUID).filter(announced::equals).isPresent()
        && !announced.equals(source)
        && made.string(Tag.StudyInstanceUID).filter(instance.studyInstanceUid()::equals).isPresent()
        && !extractions.isEmpty()
        && isOf(extractions.getLast(), source, frames)
        && content.frames().map(FrameIndex::count).orElse(0) == frames.size();
  }

  private static boolean isOf(DataSet extraction, String source, List<Integer> frames) {
    return extraction.string(Tag.MultiFrameSourceSOPInstanceUID).filter(source::equals).isPresent()
        && extraction
            .strings(Tag.SimpleFrameList)
            .equals(frames.stream().map(String::valueOf).toList());
  }
}
