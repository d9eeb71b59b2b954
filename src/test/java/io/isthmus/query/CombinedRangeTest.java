package io.isthmus.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TagPath;
import io.isthmus.query.CombinedRange.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Requirement("QIDO-38")
class CombinedRangeTest {

  private static Search search(String dates, String times) {
    return Searches.of(SearchResource.STUDIES)
        .match(Tag.StudyDate, dates)
        .match(Tag.StudyTime, times)
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "20240105-20240107, 1000-0900, 20240105, 100000, INSIDE",
    "20240105-20240107, 1000-0900, 20240105, 095959, OUTSIDE",
    "20240105-20240107, 1000-0900, 20240106, 000000, INSIDE",
    "20240105-20240107, 1000-0900, 20240106, 235959.999999, INSIDE",
    "20240105-20240107, 1000-0900, 20240107, 090059, INSIDE",
    "20240105-20240107, 1000-0900, 20240107, 090100, OUTSIDE",
    "20240105-20240107, 1000-0900, 20240108, 080000, OUTSIDE",
    "20240105-20240107, 1000-0900, 2024.01.06, 080000, INSIDE",
    "20240105-, 1000-, 20240105, 0959, OUTSIDE",
    "20240105-, 1000-, 20250101, 0000, INSIDE",
    "-20240107, -0900, 20240107, 0901, OUTSIDE",
    "-20240107, -0900, 19991231, 2359, INSIDE",
    "20240105-20240107, 1000-0900, 20240106, '', INSIDE",
    "20240105-20240107, 1000-0900, 20240105, '', UNTOLD",
    "20240105-20240107, 1000-0900, '', 1200, UNTOLD",
    "20240105-20240107, 1000-0900, 20240109, '', OUTSIDE",
  })
  void aRangeOfDatesAndOneOfTimesAreOneOfMoments(
      String dates, String times, String date, String time, Place place) {
    DataSet match = DataSet.builder().text(Tag.StudyDate, date).text(Tag.StudyTime, time).build();

    assertThat(CombinedRange.of(search(dates, times)))
        .singleElement()
        .satisfies(range -> assertThat(range.place(match)).isEqualTo(place));
  }

  @ParameterizedTest
  @CsvSource({"20240105, 1000-1200", "20240105-20240107, 1000", "20240105-, -1000"})
  void otherFormsAreMatchedEachByItself(String dates, String times) {
    Search search = search(dates, times);

    assertThat(CombinedRange.of(search)).isEmpty();
    assertThat(CombinedRange.datesOf(search)).isEqualTo(search);
  }

  @Test
  void thePacsIsAskedForTheDatesAndForEveryTime() {
    assertThat(CombinedRange.datesOf(search("20240105-20240107", "1000-0900")).keys())
        .containsExactly(
            new MatchKey(TagPath.of(Tag.StudyDate), List.of("20240105-20240107")),
            new MatchKey(TagPath.of(Tag.StudyTime), List.of()));
  }
}
