package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@Requirement("DIM-05")
class KnownClassesTest {
  private static final String CT = SopClass.CTImageStorage;
  private static final String MR = SopClass.MRImageStorage;
  private static final String US = SopClass.UltrasoundImageStorage;
  private static final RetrieveScope STUDY = RetrieveScope.study("1.2");
  private static final RetrieveScope SERIES = RetrieveScope.series("1.2", "1.2.3");
  private static final RetrieveScope INSTANCE = RetrieveScope.instance("1.2", "1.2.3", "1.2.3.4");

  private final KnownClasses known = new KnownClasses();

  @Test
  void whatASearchSaysOfAStudyServesAllOfIt() {
    told(search(QueryLevel.STUDY, Tag.SOPClassesInStudy), match(Tag.SOPClassesInStudy, CT, MR));

    assertThat(List.of(STUDY, SERIES, INSTANCE))
        .allSatisfy(scope -> assertThat(known.of(scope)).hasValue(sorted(CT, MR)));
    assertThat(known.of(RetrieveScope.study("1.3"))).isEmpty();
  }

  @Test
  void whatWasSeenOfASeriesServesThatSeriesAlone() {
    told(search(QueryLevel.IMAGE, Tag.SOPClassUID), match(Tag.SOPClassUID, US));
    known.came(SERIES, List.of(MR));

    assertThat(List.of(SERIES, INSTANCE))
        .allSatisfy(scope -> assertThat(known.of(scope)).hasValue(sorted(MR, US)));
    assertThat(known.of(STUDY)).isEmpty();
    assertThat(known.of(RetrieveScope.series("1.2", "1.2.4"))).isEmpty();
  }

  @Test
  void aMatchThatNamesNothingIsOfWhatWasAskedFor() {
    DataSetBuilder keys = DataSet.builder().uid(Tag.StudyInstanceUID, "1.2");
    FindRequest one =
        new FindRequest(
            QueryLevel.IMAGE,
            keys.uid(Tag.SeriesInstanceUID, "1.2.3").empty(Tag.SOPClassUID).build());
    FindRequest several =
        new FindRequest(
            QueryLevel.IMAGE,
            keys.uid(Tag.SeriesInstanceUID, "1.2.3", "1.2.4").empty(Tag.SOPClassUID).build());
    DataSet bare = DataSet.builder().uid(Tag.SOPClassUID, CT).build();

    told(several, bare);
    assertThat(known.of(SERIES)).isEmpty();
    told(one, bare);
    assertThat(known.of(SERIES)).hasValue(sorted(CT));
  }

  @Test
  void aClassThatWasAskedForProvesNothing() {
    DataSet keys = DataSet.builder().uid(Tag.SOPClassesInStudy, CT).build();

    told(new FindRequest(QueryLevel.STUDY, keys), match(Tag.SOPClassesInStudy, CT));
    told(search(QueryLevel.SERIES, Tag.SOPClassUID), match(Tag.SOPClassUID, CT));

    assertThat(known.of(SERIES)).isEmpty();
  }

  @Test
  void aSearchThatDoesNotEndProvesNothing() {
    known
        .told(search(QueryLevel.STUDY, Tag.SOPClassesInStudy))
        .add(match(Tag.SOPClassesInStudy, CT));

    assertThat(known.of(STUDY)).isEmpty();
  }

  @Test
  void aSingleInstanceIsExpectedToBeOfTheClassesThatCameLast() {
    RetrieveScope other = RetrieveScope.instance("1.3", "1.3.1", "1.3.1.1");
    assertThat(known.of(other)).isEmpty();

    List.of(CT, MR, SopClass.EnhancedMRImageStorage, US)
        .forEach(one -> known.came(STUDY, List.of(one)));

    assertThat(known.of(other)).hasValue(sorted(MR, SopClass.EnhancedMRImageStorage, US));
    assertThat(known.of(RetrieveScope.series("1.3", "1.3.1"))).isEmpty();
    assertThat(known.of(RetrieveScope.instances("1.3", "1.3.1", List.of("1.3.1.1", "1.3.1.2"))))
        .isEmpty();
  }

  @Test
  void afterAWrongGuessThePacsIsAskedForAWhile() {
    RetrieveScope other = RetrieveScope.instance("1.3", "1.3.1", "1.3.1.1");
    known.came(STUDY, List.of(CT));

    known.mistaken(other);

    for (int i = 0; i < 16; i++) {
      assertThat(known.of(other)).isEmpty();
    }
    assertThat(known.of(other)).hasValue(sorted(CT));
  }

  @Test
  void whatWasKnownOfAStudyAndWasWrongIsForgotten() {
    told(search(QueryLevel.STUDY, Tag.SOPClassesInStudy), match(Tag.SOPClassesInStudy, CT));

    known.mistaken(SERIES);

    assertThat(known.of(STUDY)).isEmpty();
  }

  @Test
  void aPacsThatSaysNothingOfClassesIsNotAskedUntilItDoes() {
    known.toldNothing();
    assertThat(known.of(STUDY)).hasValue(sorted());

    told(search(QueryLevel.IMAGE, Tag.SOPClassUID), match(Tag.SOPClassUID, US));
    assertThat(known.of(RetrieveScope.study("1.3"))).isEmpty();
  }

  @Test
  void theStudiesThatWereUsedLastAreRemembered() {
    known.came(SERIES, List.of(CT));
    for (int i = 0; i < 2000; i++) {
      known.came(RetrieveScope.series("1.4." + i, "1.5"), List.of(MR));
      assertThat(known.of(SERIES)).isPresent();
    }
    assertThat(known.of(RetrieveScope.series("1.4.1", "1.5"))).isEmpty();
  }

  private void told(FindRequest request, DataSet match) {
    KnownClasses.Told told = known.told(request);
    told.add(match);
    told.keep();
  }

  private static FindRequest search(QueryLevel level, int key) {
    return new FindRequest(level, DataSet.builder().empty(key).build());
  }

  private static DataSet match(int key, String... classes) {
    return DataSet.builder()
        .uid(key, classes)
        .uid(Tag.StudyInstanceUID, "1.2")
        .uid(Tag.SeriesInstanceUID, "1.2.3")
        .build();
  }

  private static NavigableSet<String> sorted(String... classes) {
    return new TreeSet<>(List.of(classes));
  }
}
