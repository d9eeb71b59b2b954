package io.isthmus.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys with certificates that sign themselves, made anew in a folder. */
final class TestCertificates {
  private static final String PASSWORD = "changeit";

  private final Path folder;

  /** In a folder; skips the calling test without openssl. */
  TestCertificates(Path folder) {
    Peers.need("openssl", "openssl");
    this.folder = folder;
  }

  /** Makes NAME.key, NAME.crt (both PEM) and NAME.p12 for a host; valid for two days. */
  void make(String name, String host) {
    List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days"));
    command.addAll(List.of("2", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"));
    command.addAll(List.of("-subj", "/CN=" + name, "-addext", "subjectAltName=DNS:" + host));
    command.addAll(List.of("-keyout", file(name, "key"), "-out", file(name, "crt")));
    Programs.run(command);
    Programs.run(
        List.of(
            "openssl",
            "pkcs12",
            "-export",
            "-passout",
            "pass:" + PASSWORD,
            "-inkey",
            file(name, "key"),
            "-in",
            file(name, "crt"),
            "-out",
            file(name, "p12")));
  }

  /** The same for one whose time was over yesterday. */
  void makeExpired(String name, String host) {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", name));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name));
    command.addAll(List.of("-ext", "san=dns:" + host, "-startdate", "-3d", "-validity", "2"));
    command.addAll(List.of("-storepass", PASSWORD, "-keystore", file(name, "p12")));
    Programs.run(command);
    List<String> unpack = List.of("openssl", "pkcs12", "-in", file(name, "p12"), "-passin");
    List<String> key = new ArrayList<>(unpack);
    key.addAll(List.of("pass:" + PASSWORD, "-nocerts", "-nodes", "-out", file(name, "key")));
    Programs.run(key);
    List<String> certificate = new ArrayList<>(unpack);
    certificate.addAll(List.of("pass:" + PASSWORD, "-nokeys", "-out", file(name, "crt")));
    Programs.run(certificate);
  }

  /** The path of one of the files. */
  String file(String name, String kind) {
    return folder.resolve(name + "." + kind).toString();
  }
}
