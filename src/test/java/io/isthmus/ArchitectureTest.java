package io.isthmus;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.isthmus.dicom.data.Tag;
import io.smallrye.config.ConfigMapping;
import java.io.ByteArrayOutputStream;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which way things depend on each other, and what no class may do. */
class ArchitectureTest {
  private static final String ROOT = "io.isthmus";
  private static final Set<String> SERVICES =
      Set.of("query", "retrieve", "store", "workitem", "commitment");

  /**
   * Each part, and what it may see beside itself. {@code app} sees all; nothing sees {@code app} or
   * {@code demo}.
   */
  private static final Map<String, Set<String>> MAY_SEE =
      Map.ofEntries(
          entry("dicom", Set.of()),
          entry("pixel", Set.of("dicom")),
          entry("derived", Set.of("dicom", "pixel")),
          entry("ul", Set.of("dicom")),
          entry("ul.net", Set.of("dicom", "ul")),
          entry("dimse", Set.of("dicom", "ul", "ul.net")),
          entry("pool", Set.of("dicom", "ul", "ul.net")),
          entry("archive", Set.of("dicom")),
          entry("archive.dimse", Set.of("dicom", "ul", "ul.net", "dimse", "pool", "archive")),
          entry("security", Set.of("dicom")),
          entry("audit", Set.of("dicom", "security")),
          entry("query", Set.of("dicom", "archive", "security", "audit")),
          entry("retrieve", Set.of("dicom", "pixel", "archive", "security", "audit")),
          entry("store", Set.of("dicom", "pixel", "archive", "security", "audit")),
          entry("workitem", Set.of("dicom", "archive", "security", "audit")),
          entry("commitment", Set.of("dicom", "archive", "security", "audit")),
          entry("web", and(SERVICES, "dicom", "pixel", "derived", "archive", "security", "audit")),
          entry("xds", and(SERVICES, "dicom", "pixel", "archive", "security", "audit")),
          entry("config", Set.of()),
          entry("demo", Set.of("dicom", "pixel", "ul", "ul.net", "dimse")));

  private static JavaClasses production;

  @BeforeAll
  static void readProductionClasses() throws URISyntaxException {
    Path classes = Path.of(Tag.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    production = new ClassFileImporter().importPath(classes);
    assertThat(production).hasSizeGreaterThan(100);
  }

  @Test
  void everyPartSeesOnlyWhatIsBelowIt() {
    classes().should(seeOnlyTheirOwnPartAndThoseBelow()).check(production);
  }

  @Test
  void everyClassBelongsToAPart() {
    Set<String> parts = and(MAY_SEE.keySet(), "app");
    assertThat(production)
        .extracting(ArchitectureTest::part)
        .allSatisfy(part -> assertThat(parts).contains(part));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(production);
  }

  @Test
  void theWebKnowsNoDimse() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".web..", ROOT + ".xds..")
        .should(
            dependOnClassesThat(
                resideInAnyPackage(
                    ROOT + ".dimse..",
                    ROOT + ".ul..",
                    ROOT + ".pool..",
                    ROOT + ".archive.dimse..")))
        .check(production);
  }

  @Test
  void whatSpeaksDicomKnowsNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage(
            Stream.of("dicom", "pixel", "ul", "dimse", "pool", "archive")
                .map(part -> ROOT + "." + part + "..")
                .toArray(String[]::new))
        .should(
            dependOnClassesThat(
                resideInAnyPackage(
                    "io.quarkus..",
                    "io.vertx..",
                    "io.smallrye..",
                    "io.netty..",
                    "jakarta..",
                    "org.eclipse.microprofile..")))
        .check(production);
  }

  @Test
  void noPackageIsNamedForNothing() {
    noClasses()
        .should()
        .resideInAnyPackage("..impl..", "..util..", "..utils..", "..common..", "..helper..")
        .check(production);
  }

  @Test
  void instancesAreNeverHeldWhole() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".retrieve..", ROOT + ".store..", ROOT + ".web..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ByteArrayOutputStream.class)
        .orShould(call("readAllBytes"))
        .check(production);
  }

  @Test
  void configurationIsMappedInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".config..")
        .should()
        .beAnnotatedWith(ConfigMapping.class)
        .check(production);
  }

  @Test
  void dimseSocketsLiveInOnePackage() {
    List<Class<?>> sockets =
        List.of(
            Socket.class,
            ServerSocket.class,
            DatagramSocket.class,
            SSLSocket.class,
            SSLServerSocket.class,
            SocketChannel.class,
            ServerSocketChannel.class);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".ul.net..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(sockets.toArray(Class<?>[]::new))
        .check(production);
  }

  @Test
  void nothingPrintsToTheStandardStreams() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(production);
  }

  @Test
  void noStaticFieldCanBeSet() {
    fields().that().haveModifier(STATIC).should().haveModifier(FINAL).check(production);
  }

  @Test
  void noThreadSleeps() {
    noClasses().should(call("sleep")).check(production);
  }

  private static Set<String> and(Set<String> set, String... more) {
    Set<String> all = new HashSet<>(set);
    all.addAll(List.of(more));
    return Set.copyOf(all);
  }

  /**
   * The part that a class belongs to: the longest one of the table that its package begins with.
   */
  private static String part(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(ROOT + ".")) {
      return "";
    }
    String below = name.substring(ROOT.length() + 1);
    int dot = below.indexOf('.');
    String two = below.substring(0, Math.max(below.indexOf('.', dot + 1), 0));
    return Stream.of(below, two, dot < 0 ? below : below.substring(0, dot))
        .filter(candidate -> MAY_SEE.containsKey(candidate) || candidate.equals("app"))
        .findFirst()
        .orElse(below);
  }

  private static ArchCondition<JavaClass> seeOnlyTheirOwnPartAndThoseBelow() {
    return new ArchCondition<>("see only their own part and those below it") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String own = part(type);
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          String seen = part(target);
          boolean free = seen.isEmpty() || seen.equals(own) || own.equals("app");
          if (!free && !MAY_SEE.getOrDefault(own, Set.of()).contains(seen)) {
            events.add(
                SimpleConditionEvent.violated(
                    type, own + " may not see " + seen + ": " + dependency.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> call(String method) {
    return new ArchCondition<>("call " + method) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getCodeUnitAccessesFromSelf().stream()
            .filter(access -> access.getTarget().getName().equals(method))
            .filter(access -> part(access.getTargetOwner()).isEmpty())
            .forEach(access ->
                events.add(SimpleConditionEvent.satisfied(type, access.getDescription())));
      }
    };
  }
}
