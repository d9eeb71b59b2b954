package io.isthmus.web.capabilities;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.qido.QidoResource;
import io.isthmus.web.wado.WadoMedia;
import java.util.Collection;
import java.util.List;

/** The media types in which each endpoint answers. */
public final class MediaTypes {
  /** Those that every gateway has, whatever codecs there are. */
  public static final MediaTypes EVERYWHERE = new MediaTypes(List.of());

  private static final List<String> JSON = List.of("application/json");

  private final WadoMedia media;

  /**
   * Of a gateway that makes images in some transfer syntaxes.
   *
   * @param made beside the native one
   */
  public MediaTypes(Collection<TransferSyntax> made) {
    this.media = new WadoMedia(made);
  }

  /** Those of one endpoint, its default first. */
  public List<String> of(Endpoint endpoint) {
    return switch (endpoint) {
      case RETRIEVE_CAPABILITIES -> CapabilitiesResource.MEDIA_TYPES;
      case SEARCH_STUDIES,
          SEARCH_STUDY_SERIES,
          SEARCH_SERIES_INSTANCES,
          SEARCH_STUDY_INSTANCES,
          SEARCH_SERIES,
          SEARCH_INSTANCES ->
          QidoResource.MEDIA_TYPES;
      case RETRIEVE_STUDY, RETRIEVE_SERIES -> media.instances();
      case RETRIEVE_INSTANCE -> media.instance();
      case RETRIEVE_STUDY_METADATA, RETRIEVE_SERIES_METADATA, RETRIEVE_INSTANCE_METADATA ->
          media.metadata();
      case RETRIEVE_STUDY_BULKDATA,
          RETRIEVE_SERIES_BULKDATA,
          RETRIEVE_INSTANCE_BULKDATA,
          RETRIEVE_STUDY_PIXELDATA,
          RETRIEVE_SERIES_PIXELDATA,
          RETRIEVE_INSTANCE_PIXELDATA ->
          media.collections();
      case RETRIEVE_BULKDATA, RETRIEVE_FRAMES -> media.values();
      case PACS_STATES, PACS_PROFILE, PROBE_PACS -> JSON;
    };
  }
}
