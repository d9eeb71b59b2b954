package io.isthmus.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Every setting of the gateway, under {@code isthmus.}; {@code docs/configuration.md} explains
 * each.
 */
@ConfigMapping(prefix = "isthmus")
public interface GatewayConfig {

  /** Our AE title, calling and called: 1 to 16 characters. */
  @WithDefault("ISTHMUS")
  @WithConverter(AeTitleConverter.class)
  String aeTitle();

  /** Whether to start the embedded demo PACS and to use it. */
  @WithDefault("false")
  boolean demo();

  /** Id of the PACS that paths without an id mean; not needed with one PACS. */
  Optional<String> defaultPacs();

  /** The PACS by their opaque ids. */
  Map<String, PacsConfig> pacs();

  /** Several PACS that are searched as one. */
  FederationConfig federation();

  /** Associations with the PACS. */
  Dimse dimse();

  /** Searches. */
  QueryConfig query();

  /** What is found out of the PACS. */
  Profiles profiles();

  /** Retrievals. */
  RetrieveConfig retrieve();

  /** The disk spool. */
  Spool spool();

  /** What is made of instances. */
  DerivedConfig derived();

  /** How that is done. */
  CodecConfig codec();

  /** What clients see of us. */
  Web web();

  /** Who may reach us. */
  Security security();

  /** Limits of associations. */
  interface Dimse {
    /** Port of our Store SCP. */
    @WithDefault("11112")
    @WithConverter(PortConverter.class)
    Integer port();

    /**
     * Name of the TLS configuration ({@code quarkus.tls.{name}}) of our Store SCP; it speaks TCP
     * alone if not set.
     */
    Optional<String> tlsConfigurationName();

    /** Whether our Store SCP turns away a PACS without a certificate that it trusts. */
    @WithDefault("true")
    boolean tlsClientCertificate();

    /**
     * Largest PDU that we offer to receive, in bytes without its header: 16,384 to 1,048,576
     * (DIM-01).
     */
    @WithDefault("262144")
    @WithConverter(PduLengthConverter.class)
    Integer maxPduLength();

    /** Longest wait for a TCP connection. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Longest wait for the answer to an association request. */
    @WithDefault("10s")
    Duration associateTimeout();

    /** Longest silence of a PACS during an operation. */
    @WithDefault("30s")
    Duration responseTimeout();

    /** Longest time that one write may take. */
    @WithDefault("30s")
    Duration sendTimeout();

    /** Longest wait for the answer to a release. */
    @WithDefault("2s")
    Duration releaseTimeout();

    /** Longest wait for a free association before a request gets 503. */
    @WithDefault("10s")
    Duration poolWait();

    /** How long a PACS may keep an association with our Store SCP open unused. */
    @WithDefault("5m")
    Duration peerIdleTimeout();

    /** How long an association stays open unused. */
    @WithDefault("30s")
    Duration idleTimeout();

    /**
     * How long a cancelled operation may take to end before its association is aborted (COM-11).
     */
    @WithDefault("3s")
    Duration cancelGrace();

    /**
     * How long after the final response of a C-MOVE the next of its instances may take to come
     * (DIM-36).
     */
    @WithDefault("5s")
    Duration moveGrace();
  }

  /** Finding out what the PACS can do. */
  interface Profiles {
    /** Whether each PACS is tried at start when it was not before, or too long ago. */
    @WithDefault("true")
    boolean probe();

    /** Folder in which findings are kept between starts; not kept if not set. */
    Optional<Path> dir();

    /** Age at which findings are renewed at start. */
    @WithDefault("7d")
    Duration maxAge();
  }

  /** The disk spool. */
  interface Spool {
    /** Folder below which each process keeps its own; the system's temporary folder if not set. */
    Optional<Path> dir();

    /** Most bytes on disk; the smaller of 20 GB and half of the free space if not set. */
    OptionalLong maxBytes();

    /** How long an arriving instance waits for room before it is refused. */
    @WithDefault("30s")
    @WithName("wait")
    Duration waitForRoom();

    /** What was retrieved longer ago is retrieved anew. */
    @WithDefault("1h")
    Duration maxAge();

    /** Whether what is on disk is encrypted, under a key that ends with the process. */
    @WithDefault("false")
    boolean encrypt();
  }

  /** What clients see of us. */
  interface Web {
    /**
     * The externally visible address before {@code /dicomweb}; taken from the request if not set
     * (COM-01).
     */
    Optional<URI> publicBase();

    /** Whether Warning headers are written as RFC 7234 has them (COM-07). */
    @WithDefault("false")
    boolean rfcWarning();

    /** How DICOM JSON has NaN and infinities, for which the standard has no rule (JSON-06). */
    @WithDefault("string")
    NonFinite jsonNonfinite();
  }

  /** Ways to write what is no finite number as DICOM JSON. */
  enum NonFinite {
    /** As "NaN", "Infinity" and "-Infinity". */
    STRING,
    /** NaN as null, infinities as the largest finite value. */
    NULL
  }

  /** Who may reach us. */
  interface Security {
    /** Whether to serve other hosts although nothing checks who calls. */
    @WithDefault("false")
    boolean open();
  }
}
