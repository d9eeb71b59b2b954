package io.isthmus.web.wado;

import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Uid;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.web.http.BadRequestException;
import io.isthmus.web.http.Exchange;

/**
 * The part of a path that names a study, series or instance (PS3.18 Table 10.4.1-1), read and
 * written.
 */
final class InstancePath {
  private InstancePath() {}

  /**
   * The path's study.
   *
   * @throws BadRequestException for what is no UID (COM-05), as do the other two
   */
  static RetrieveScope study(Exchange exchange) {
    return RetrieveScope.study(uid(exchange, "study"));
  }

  /** The path's series. */
  static RetrieveScope series(Exchange exchange) {
    return RetrieveScope.series(uid(exchange, "study"), uid(exchange, "series"));
  }

  /** The path's instance. */
  static RetrieveScope instance(Exchange exchange) {
    return RetrieveScope.instance(
        uid(exchange, "study"), uid(exchange, "series"), uid(exchange, "instance"));
  }

  /** The absolute URL of an instance. */
  static String of(String baseUri, SpooledInstance instance) {
    return of(
        baseUri,
        instance.studyInstanceUid(),
        instance.seriesInstanceUid(),
        instance.sopInstanceUid());
  }

  /** The same of an instance that is described. */
  static String of(String baseUri, DataSet instance) {
    return of(
        baseUri,
        instance.string(Tag.StudyInstanceUID).orElseThrow(),
        instance.string(Tag.SeriesInstanceUID).orElseThrow(),
        instance.string(Tag.SOPInstanceUID).orElseThrow());
  }

  /** The same of an instance that is asked for. */
  static String of(String baseUri, RetrieveScope instance) {
    return of(
        baseUri,
        instance.studyInstanceUid(),
        instance.seriesInstanceUid().orElseThrow(),
        instance.sopInstanceUid().orElseThrow());
  }

  private static String of(String baseUri, String study, String series, String instance) {
    return baseUri + "/studies/" + study + "/series/" + series + "/instances/" + instance;
  }

  private static String uid(Exchange exchange, String name) {
    String uid = exchange.pathParameter(name);
    if (!Uid.isValid(uid)) {
      throw new BadRequestException("the " + name + " in the path is no UID");
    }
    return uid;
  }
}
