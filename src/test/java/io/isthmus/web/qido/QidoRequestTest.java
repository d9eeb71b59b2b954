package io.isthmus.web.qido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TagPath;
import io.isthmus.dicom.data.Vr;
import io.isthmus.dicom.json.JsonOptions.NonFinite;
import io.isthmus.query.MatchKey;
import io.isthmus.query.SearchResource;
import io.isthmus.web.http.BadRequestException;
import io.isthmus.web.http.Exchange.QueryParameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QidoRequestTest {
  private static final QidoOptions STRICT = new QidoOptions(true, false, 204);
  private static final QidoOptions FILTERED = new QidoOptions(false, true, 204);

  /** A query as in a URI, but with everything decoded. */
  private static QidoRequest studies(String query) {
    return studies(query, QidoOptions.DEFAULT);
  }

  private static QidoRequest studies(String query, QidoOptions options) {
    return QidoRequest.of(
        SearchResource.STUDIES, Optional.empty(), Optional.empty(), parameters(query), options);
  }

  private static QidoRequest instances(String query) {
    return QidoRequest.of(
        SearchResource.SERIES_INSTANCES,
        Optional.of("1.2"),
        Optional.of("1.2.3"),
        parameters(query),
        QidoOptions.DEFAULT);
  }

  private static List<QueryParameter> parameters(String query) {
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> {
          String[] parts = pair.split("=", 2);
          return new QueryParameter(parts[0], parts.length > 1 ? parts[1] : "");
        })
        .toList();
  }

  private static MatchKey only(QidoRequest request) {
    assertThat(request.warnings()).isEmpty();
    assertThat(request.search().keys()).hasSize(1);
    return request.search().keys().getFirst();
  }

  private static TagPath path(Integer... tags) {
    return new TagPath(List.of(tags));
  }

  private static void refused(String query) {
    assertThatThrownBy(() -> studies(query)).isInstanceOf(BadRequestException.class);
  }

  @ParameterizedTest
  @Requirement("QIDO-03")
  @ValueSource(strings = {"PatientID=X", "00100020=X"})
  void anAttributeIsNamedByKeywordOrTag(String query) {
    assertThat(only(studies(query))).isEqualTo(new MatchKey(path(Tag.PatientID), List.of("X")));
  }

  @ParameterizedTest
  @Requirement("QIDO-03")
  @ValueSource(strings = {"0020000d=1.2", "0020000D=1.2", "StudyInstanceUID=1.2"})
  void theDigitsOfATagAreOfEitherCase(String query) {
    assertThat(only(studies(query)).path()).isEqualTo(path(Tag.StudyInstanceUID));
  }

  @ParameterizedTest
  @Requirement({"QIDO-03", "QIDO-08"})
  @ValueSource(
      strings = {
        "00400275.00400009=X",
        "RequestAttributesSequence.ScheduledProcedureStepID=X",
        "RequestAttributesSequence.00400009=X",
        "00400275.ScheduledProcedureStepID=X",
      })
  void aPathThroughASequenceMayMixKeywordsAndTags(String query) {
    assertThat(only(studies(query)).path()).isEqualTo(path(0x00400275, 0x00400009));
  }

  @ParameterizedTest
  @Requirement({"QIDO-03", "COM-03"})
  @ValueSource(
      strings = {
        "patientid=X",
        "PatientNam=X",
        "0010002=X",
        "001000200=X",
        "0010,0020=X",
        "00100020.=X",
        ".00100020=X",
        "00109999=X",
        "00020010=1.2",
        "00080052=STUDY",
        "00080005=ISO_IR 192",
        "00100000=1",
        "RetrieveURL=x",
        "_=123",
        "limitt=5",
      })
  void whatIsNoSearchableAttributeIsIgnoredWithAWarningOrRefusedWhenStrict(String query) {
    String name = query.substring(0, query.indexOf('='));
    QidoRequest request = studies(query);
    assertThat(request.search().keys()).isEmpty();
    assertThat(request.warnings())
        .containsExactly("The following parameters are not supported and were ignored: " + name);
    assertThatThrownBy(() -> studies(query, STRICT))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(name);
  }

  @Test
  @Requirement("COM-03")
  void severalIgnoredParametersShareOneWarning() {
    assertThat(studies("foo=1&PatientID=X&bar&foo=2").warnings())
        .containsExactly("The following parameters are not supported and were ignored: foo,bar");
  }

  @ParameterizedTest
  @Requirement("COM-03")
  @ValueSource(strings = {"accept=application/json", "charset=utf-8", "limit=5&offset=0"})
  void whatTheTransactionKnowsIsNotWarnedOf(String query) {
    assertThat(studies(query, STRICT).warnings()).isEmpty();
  }

  @Test
  @Requirement("QIDO-03")
  void aPathThroughWhatIsNoSequenceIsRefused() {
    refused("PatientID.StudyDate=20200101");
  }

  /** Identifiers are written item within item: a line of 16 KB would be 1,800 of them. */
  @Test
  @Requirement("QIDO-03")
  void aPathThatNoObjectHasIsRefused() {
    String path = "ReferencedStudySequence.".repeat(31) + "ReferencedSOPInstanceUID";
    assertThat(studies(path + "=1.2").search().keys()).hasSize(1);
    refused("ReferencedStudySequence." + path + "=1.2");
    refused("includefield=ReferencedStudySequence." + path);
  }

  @ParameterizedTest
  @Requirement("QIDO-04")
  @ValueSource(
      strings = {"PatientID=A&PatientID=B", "PatientID=A&00100020=A", "PatientID&PatientID=A"})
  void anAttributeThatIsNoUidOccursOnce(String query) {
    refused(query);
  }

  @ParameterizedTest
  @Requirement("QIDO-04")
  @ValueSource(
      strings = {
        "StudyInstanceUID=1.2,1.3",
        "StudyInstanceUID=1.2\\1.3",
        "StudyInstanceUID=1.2&StudyInstanceUID=1.3",
        "StudyInstanceUID=1.2&0020000D=1.3,1.2",
        "StudyInstanceUID=&StudyInstanceUID=1.2,1.3",
      })
  void uidsMakeAList(String query) {
    assertThat(only(studies(query)).values()).containsExactly("1.2", "1.3");
  }

  @ParameterizedTest
  @Requirement({"QIDO-04", "COM-05", "QIDO-07"})
  @ValueSource(
      strings = {
        "StudyInstanceUID=1.2*",
        "StudyInstanceUID=*",
        "StudyInstanceUID=1..2",
        "StudyInstanceUID=.1",
        "StudyInstanceUID=1.2,",
        "StudyInstanceUID=1.2,,1.3",
        "StudyInstanceUID=1.a",
        "StudyInstanceUID= 1.2",
        "StudyInstanceUID=12345678901234567890123456789012345678901234567890123456789012345",
      })
  void malformedUidsAreRefused(String query) {
    refused(query);
  }

  @Test
  @Requirement("COM-05")
  void aMalformedUidInThePathIsRefused() {
    assertThatThrownBy(() ->
            QidoRequest.of(
                SearchResource.STUDY_SERIES,
                Optional.of("1.2 "),
                Optional.empty(),
                List.of(),
                QidoOptions.DEFAULT))
        .isInstanceOf(BadRequestException.class);
  }

  @ParameterizedTest
  @Requirement({"QIDO-06", "COM-04"})
  @CsvSource({
    "StudyDate, 20130509, true",
    "StudyDate, 20130509-20130510, true",
    "StudyDate, 20130509-, true",
    "StudyDate, -20130510, true",
    "StudyDate, 20240229, true",
    "StudyDate, 20230229, false",
    "StudyDate, 2013-05-09, false",
    "StudyDate, 2013.05.09, false",
    "StudyDate, 20131350, false",
    "StudyDate, 201305, false",
    "StudyDate, -, false",
    "StudyDate, 20130509-2013051, false",
    "StudyDate, 20130509-20130510-20130511, false",
    "StudyDate, 2013*, false",
    "StudyDate, '20130509 - 20130510', false",
    "StudyDate, ２０１３０５０９, false",
    "StudyTime, 14, true",
    "StudyTime, 1430, true",
    "StudyTime, 143000.123456, true",
    "StudyTime, 235960, true",
    "StudyTime, 0900-1700, true",
    "StudyTime, -1700, true",
    "StudyTime, 24, false",
    "StudyTime, 1460, false",
    "StudyTime, 14:30, false",
    "StudyTime, 143000.1234567, false",
    "StudyTime, 143, false",
    "AcquisitionDateTime, 2013, true",
    "AcquisitionDateTime, 20130509143000.5+0100, true",
    "AcquisitionDateTime, 20130509143000-0500, true",
    "AcquisitionDateTime, 20130509143000-0500-20130510, true",
    "AcquisitionDateTime, 20130509-0500-20130510-0500, true",
    "AcquisitionDateTime, -20130509143000-0500, true",
    "AcquisitionDateTime, 20130509143000-, true",
    "AcquisitionDateTime, 20131309, false",
    "AcquisitionDateTime, 20130509143000 0100, false",
    "AcquisitionDateTime, 2013050914300, false",
    "AcquisitionDateTime, 20130509+1500, false",
    "AcquisitionDateTime, -, false",
  })
  void datesTimesAndTheirRangesAreChecked(String name, String value, boolean valid) {
    String query = name + "=" + value;
    if (valid) {
      assertThat(only(studies(query)).values()).containsExactly(value);
    } else {
      refused(query);
    }
  }

  @ParameterizedTest
  @Requirement("QIDO-07")
  @ValueSource(
      strings = {
        "PatientName=DOE*",
        "PatientID=A?C",
        "StudyDescription=*head*",
        "ModalitiesInStudy=C?",
        "AccessionNumber=*1",
        "StationAETitle=AE*",
        "PatientComments=*x",
      })
  void textHasWildcardsAndIsPassedOnAsItIs(String query) {
    assertThat(only(studies(query)).values())
        .containsExactly(query.substring(query.indexOf('=') + 1));
  }

  @ParameterizedTest
  @Requirement({"QIDO-07", "COM-04"})
  @ValueSource(
      strings = {
        "StudyDate=*",
        "StudyTime=14*",
        "InstanceNumber=1*",
        "SliceThickness=?",
        "Rows=5*",
        "PatientAge=0*Y",
        "InstanceNumber=one",
        "InstanceNumber=1.5",
        "InstanceNumber=99999999999",
        "Rows=65536",
        "Rows=-1",
        "SliceThickness=1,5",
        "SliceThickness=12345678901234567",
        "PatientAge=45",
        "FrameIncrementPointer=18",
        "RequestAttributesSequence=x",
        "PixelData=x",
      })
  void otherValuesHaveNoneAndFitTheirVr(String query) {
    refused(query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"InstanceNumber=-1", "Rows=512", "SliceThickness=1.5e-3", "PatientAge=045Y"})
  void numbersAndAgesArePassedOn(String query) {
    assertThat(only(studies(query)).values()).hasSize(1);
  }

  @ParameterizedTest
  @Requirement({"QIDO-07", "QIDO-09"})
  @ValueSource(strings = {"PatientID", "PatientID=", "PatientID=*", "PatientID=**"})
  void noValueAndALoneAsteriskMatchEverything(String query) {
    assertThat(only(studies(query))).isEqualTo(new MatchKey(path(Tag.PatientID), List.of()));
  }

  @ParameterizedTest
  @Requirement("QIDO-07")
  @ValueSource(
      strings = {
        "ScheduledStationAETitle",
        "Modality",
        "PatientID",
        "PatientComments",
        "PatientName",
        "AccessionNumber",
        "InstitutionAddress",
        "LongCodeValue",
        "URNCodeValue",
        "TextValue"
      })
  void aLoneAsteriskMatchesEveryTextWhateverItsVr(String keyword) {
    assertThat(only(studies(keyword + "=*")).values()).isEmpty();
  }

  @Test
  @Requirement("QIDO-09")
  void aSequenceWithoutAValueIsAskedFor() {
    assertThat(only(studies("RequestAttributesSequence")).values()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PatientID=A\\B", "PatientName=A\nB", "PatientID=A\u0000", "StudyID=\u007F"})
  void delimitersAndControlCharactersAreNoText(String query) {
    refused(query);
  }

  @Test
  @Requirement("COM-06")
  void aRefusalDoesNotRepeatTheValue() {
    assertThatThrownBy(() -> studies("PatientBirthDate=DOE^JOHN"))
        .hasMessageContaining("PatientBirthDate")
        .hasMessageNotContaining("DOE");
  }

  @Test
  @Requirement("QIDO-10")
  void fieldsToIncludeAreGivenAsListsAndRepeatedly() {
    QidoRequest request =
        studies(
            "includefield=StudyDescription,00100040&includefield=00400275.00400009"
                + "&includefield=StudyDescription,RequestAttributesSequence");
    assertThat(request.search().includeFields())
        .containsExactly(
            path(Tag.StudyDescription),
            path(Tag.PatientSex),
            path(0x00400275, 0x00400009),
            path(0x00400275));
    assertThat(request.search().includeAll()).isFalse();
  }

  @ParameterizedTest
  @Requirement({"QIDO-10", "QIDO-11"})
  @ValueSource(
      strings = {
        "includefield=all",
        "includefield=all,PatientSex",
        "includefield=PatientSex&includefield=all",
      })
  void allWinsOverOtherFields(String query) {
    assertThat(studies(query).search().includeAll()).isTrue();
  }

  @ParameterizedTest
  @Requirement({"QIDO-10", "COM-04"})
  @ValueSource(
      strings = {
        "includefield=",
        "includefield",
        "includefield=PatientSexx",
        "includefield=ALL",
        "includefield=0010004",
        "includefield=PatientSex,",
        "includefield=PatientSex;PatientID",
        "includefield=(0010,0040)",
        "includefield=PatientID.PatientSex",
      })
  void fieldsThatNoAttributeHasAreRefused(String query) {
    refused(query);
  }

  @Test
  @Requirement("QIDO-32")
  void whatTheGatewayGivesItselfIsNotAskedOfThePacs() {
    QidoRequest request = studies("includefield=RetrieveURL,00080005,00080052,00080054");
    assertThat(request.search().includeFields()).isEmpty();
    assertThat(request.warnings()).isEmpty();
  }

  @Test
  @Requirement("QIDO-12")
  void aPrivateAttributeComesWithItsCreator() {
    QidoRequest request = studies("00230010=AcmeCompany&includefield=00231002&00231003=value");
    assertThat(request.warnings()).isEmpty();
    assertThat(request.search().includeFields()).containsExactly(path(0x00231002));
    assertThat(request.search().keys())
        .containsExactly(
            new MatchKey(path(0x00230010), List.of("AcmeCompany")),
            new MatchKey(path(0x00231003), Vr.UN, List.of("value")));
  }

  @Test
  @Requirement("QIDO-12")
  void theCreatorOfAPrivateAttributeTellsItsVr() {
    QidoRequest request = studies("00190010=SIEMENS MR HEADER&0019100c=1000");
    assertThat(request.search().keys())
        .contains(new MatchKey(path(0x0019100C), Vr.IS, List.of("1000")));
    refused("00190010=SIEMENS MR HEADER&0019100c=much");
  }

  @Test
  @Requirement("QIDO-12")
  void aConfiguredCreatorIsTakenWhereTheQueryNamesNone() {
    QidoOptions options =
        new QidoOptions(
            false, false, 204, Map.of(0x0019100C, "SIEMENS MR HEADER"), NonFinite.STRING);
    for (String query : List.of("includefield=0019100C", "0019100c=1000")) {
      QidoRequest request = studies(query, options);
      assertThat(request.warnings()).isEmpty();
      assertThat(request.search().keys())
          .contains(new MatchKey(path(0x00190010), List.of("SIEMENS MR HEADER")));
    }
    assertThat(studies("0019100c=1000", options).search().keys())
        .contains(new MatchKey(path(0x0019100C), Vr.IS, List.of("1000")));
    assertThat(studies("00190010=OTHER&0019100c=x", options).search().keys())
        .contains(new MatchKey(path(0x00190010), List.of("OTHER")));
    assertThat(studies("includefield=0019100D", options).warnings()).hasSize(1);
  }

  @ParameterizedTest
  @Requirement("QIDO-12")
  @ValueSource(
      strings = {
        "includefield=00231002",
        "00231002=x",
        "00230010=&00231002=x",
        "00230011=AcmeCompany&includefield=00231002",
      })
  void withoutItsCreatorAPrivateAttributeIsIgnoredWithAWarning(String query) {
    QidoRequest request = studies(query);
    assertThat(request.search().includeFields()).isEmpty();
    assertThat(request.search().keys()).noneMatch(key -> key.path().leaf() == 0x00231002);
    assertThat(request.warnings())
        .containsExactly(
            "The private attribute 00231002 was ignored, for no parameter names its creator.");
  }

  @Test
  @Requirement("QIDO-13")
  void limitAndOffsetAreUnsignedIntegers() {
    assertThat(studies("limit=0&offset=7").search().limit()).isEqualTo(OptionalLong.of(0));
    assertThat(studies("limit=0&offset=7").search().offset()).isEqualTo(7);
    assertThat(studies("").search().limit()).isEmpty();
    assertThat(studies("").search().offset()).isZero();
  }

  @ParameterizedTest
  @Requirement({"QIDO-13", "COM-04"})
  @ValueSource(
      strings = {
        "limit=-1",
        "limit=",
        "limit",
        "limit=1.0",
        "limit=+1",
        "limit=ten",
        "limit=١",
        "limit=99999999999999999999",
        "limit=1&limit=1",
        "offset=-1",
        "offset=x",
        "offset=9223372036854775808",
      })
  void anythingElseIsRefused(String query) {
    refused(query);
  }

  @Test
  @Requirement({"QIDO-16", "QIDO-17", "QIDO-18"})
  void theWaysOfMatchingAreOffUntilAskedFor() {
    QidoRequest off = studies("fuzzymatching=false");
    assertThat(off.search().fuzzyMatching()).isFalse();
    assertThat(off.search().emptyValueMatching()).isFalse();
    assertThat(off.search().multipleValueMatching()).isFalse();
    QidoRequest on =
        studies("fuzzymatching=true&emptyvaluematching=true&multiplevaluematching=true");
    assertThat(on.search().fuzzyMatching()).isTrue();
    assertThat(on.search().emptyValueMatching()).isTrue();
    assertThat(on.search().multipleValueMatching()).isTrue();
  }

  @ParameterizedTest
  @Requirement({"QIDO-16", "QIDO-17", "QIDO-18", "COM-04"})
  @ValueSource(strings = {"fuzzymatching", "emptyvaluematching", "multiplevaluematching"})
  void theyAreTrueOrFalseAndNothingElse(String name) {
    for (String value : List.of("", "TRUE", "1", "yes", "true,false")) {
      refused(name + "=" + value);
    }
    refused(name + "=true&" + name + "=true");
  }

  @Test
  @Requirement("QIDO-17")
  void twoQuotesMatchEmptyValuesOnlyWhereThatIsAskedFor() {
    assertThat(only(studies("StudyDate=\"\"&emptyvaluematching=true")).values())
        .containsExactly("\"\"");
    refused("StudyDate=\"\"");
    assertThat(only(studies("PatientID=\"\"")).values()).containsExactly("\"\"");
  }

  @Test
  @Requirement({"QIDO-18", "QIDO-19"})
  void aCommaSeparatesValuesOnlyWhereThatIsAskedFor() {
    assertThat(only(studies("ModalitiesInStudy=CT,MR")).values()).containsExactly("CT,MR");
    assertThat(only(studies("ModalitiesInStudy=CT,MR,CT&multiplevaluematching=true")).values())
        .containsExactly("CT", "MR");
    refused("ModalitiesInStudy=CT,&multiplevaluematching=true");
    refused("ModalitiesInStudy=CT,*&multiplevaluematching=true");
  }

  @Test
  @Requirement("QIDO-18")
  void aListHasAtMostSixteenValues() {
    String sixteen = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16";
    assertThat(only(studies("PatientID=" + sixteen + "&multiplevaluematching=true")).values())
        .hasSize(16);
    refused("PatientID=" + sixteen + ",17&multiplevaluematching=true");
  }

  @Test
  @Requirement("QIDO-20")
  void aKeyThatRepeatsThePathIsAcceptedAndOneThatContradictsItRefused() {
    assertThat(instances("StudyInstanceUID=1.2&SeriesInstanceUID=9.9,1.2.3").search().keys())
        .isEmpty();
    assertThat(instances("StudyInstanceUID").search().keys()).isEmpty();
    assertThatThrownBy(() -> instances("StudyInstanceUID=9.9"))
        .isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> instances("0020000E=9.9")).isInstanceOf(BadRequestException.class);
  }

  @Test
  @Requirement("QIDO-20")
  void aUidWithinASequenceIsNotThatOfThePath() {
    assertThat(instances("RequestAttributesSequence.StudyInstanceUID=9.9").search().keys())
        .singleElement()
        .satisfies(key -> assertThat(key.values()).containsExactly("9.9"));
  }

  @Test
  @Requirement("QIDO-21")
  void aStudySearchWithoutAnyKeyIsRefusedWhereThatIsConfigured() {
    assertThat(studies("").search().keys()).isEmpty();
    assertThatThrownBy(() -> studies("", FILTERED)).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> studies("PatientID=*&limit=5", FILTERED))
        .isInstanceOf(BadRequestException.class);
    assertThat(studies("PatientID=A", FILTERED).search().keys()).hasSize(1);
    assertThat(
            QidoRequest.of(
                    SearchResource.STUDY_SERIES,
                    Optional.of("1.2"),
                    Optional.empty(),
                    List.of(),
                    FILTERED)
                .search()
                .keys())
        .isEmpty();
  }

  @Test
  @Requirement("QIDO-36")
  void keysOfTheRepositoryQueryAreIgnoredWithAWarning() {
    assertThat(studies("0008041C=abc&00080429=5").warnings())
        .containsExactly(
            "The following parameters are not supported and were ignored: 0008041C,00080429");
  }

  @Test
  @Requirement("QIDO-37")
  void aTimeZoneHasNoEffectAndAWarningSaysSo() {
    QidoRequest request = studies("TimezoneOffsetFromUTC=+0100");
    assertThat(request.search().keys())
        .containsExactly(new MatchKey(path(Tag.TimezoneOffsetFromUTC), List.of()));
    assertThat(request.warnings())
        .containsExactly(
            "The TimezoneOffsetFromUTC parameter is not supported. No adjustment of time zones has"
                + " been performed.");
  }
}
