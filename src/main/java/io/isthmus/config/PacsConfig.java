package io.isthmus.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One PACS. */
public interface PacsConfig {
  /** AE title of the PACS. */
  @WithConverter(AeTitleConverter.class)
  String aeTitle();

  /** Host name or address. */
  String host();

  /** TCP port, 1 to 65535. */
  @WithConverter(PortConverter.class)
  Integer port();

  /** Most associations open to this PACS at once, 1 or more. */
  @WithDefault("4")
  @WithConverter(PositiveConverter.class)
  Integer maxAssociations();

  /** Most associations over which one large retrieve comes, 1 or more. */
  @WithDefault("1")
  @WithConverter(PositiveConverter.class)
  Integer retrieveAssociations();

  /** Hosts from which it sends for C-MOVE, where they are others than the one that is asked. */
  Optional<List<String>> senders();

  /**
   * Name of the TLS configuration ({@code quarkus.tls.{name}}) under which associations with this
   * PACS are opened; they go over TCP alone if not set.
   */
  Optional<String> tlsConfigurationName();

  /** Name that is given to this PACS as user identity; none if not set (DIM-09). */
  Optional<String> userName();

  /** Passcode that goes with the name (DIM-09). */
  Optional<String> passcode();

  /** By which it is searched and retrieved from (DIM-11). */
  @WithDefault("study-root")
  InformationModel informationModel();

  /** How instances are had of this PACS. */
  @WithDefault("auto")
  RetrieveMethod retrieve();

  /**
   * Character set in which keys beyond ASCII are sent, as values of (0008,0005) with backslashes
   * between them; ISO_IR 192 if not set.
   */
  Optional<String> queryCharacterSet();

  /** What the PACS means by the character sets that its answers declare. */
  Optional<String> characterSetMapping();

  /** What the metadata of instances are made from. */
  @WithDefault("auto")
  MetadataSource metadata();

  /** How frames of an instance that is not held are had. */
  @WithDefault("whole")
  FrameSource frames();

  /** What the PACS can do, where it is told instead of found out: traits with their values. */
  Map<String, String> profile();

  /** Query/Retrieve Information Models (PS3.4 C.6). */
  enum InformationModel {
    /** Studies are its top level. */
    STUDY_ROOT,
    /** Patients are its top level. */
    PATIENT_ROOT
  }

  /** Ways to have instances sent. */
  enum RetrieveMethod {
    /** By C-GET where the PACS accepts it, else by C-MOVE. */
    AUTO,
    /** By C-GET alone. */
    GET,
    /** By C-MOVE alone. */
    MOVE
  }

  /** What frames are cut from (WADO-36). */
  enum FrameSource {
    /** From the whole instance, which then serves the next ones. */
    WHOLE,
    /** From what the PACS makes of these frames alone where it does, else from the whole. */
    EXTRACTED
  }

  /** What metadata are made from (WADO-23). */
  enum MetadataSource {
    /** From instances without bulk data where the PACS sends them so, else from whole ones. */
    AUTO,
    /** From whole instances. */
    INSTANCES,
    /** From what the PACS answers to searches. */
    FIND
  }
}
