package io.isthmus.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pool.ContextsNeeded.Retrieve;
import io.isthmus.pool.ContextsNeeded.Service;
import io.isthmus.pool.ContextsNeeded.Store;
import io.isthmus.pool.ContextsNeeded.Stored;
import io.isthmus.pool.Recipe.Offer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecipesTest {
  private static final String ELE = TransferSyntax.ExplicitVRLittleEndian.uid();
  private static final String ILE = TransferSyntax.ImplicitVRLittleEndian.uid();
  private static final String J2K = TransferSyntax.JPEG2000Lossless.uid();
  private static final String JPEG = TransferSyntax.JPEGBaseline8Bit.uid();
  private static final List<String> SYNTAXES = List.of(ELE, ILE, J2K, JPEG);
  private static final String WSI = SopClass.VLWholeSlideMicroscopyImageStorage;
  private static final List<Boolean> RELATIONAL = List.of(true);

  private final Recipes recipes = new Recipes(InformationModel.STUDY_ROOT, Map.of());

  @Test
  void verificationQueryAndMoveMeetInOneRecipe() {
    Recipe recipe = recipes.of(ContextsNeeded.service(SopClass.StudyRootFind));
    assertThat(recipes.of(ContextsNeeded.service(SopClass.Verification))).isEqualTo(recipe);
    assertThat(recipes.of(ContextsNeeded.service(SopClass.StudyRootMove))).isEqualTo(recipe);
    assertThat(recipe.offers())
        .containsExactly(
            new Offer(SopClass.Verification, List.of(ELE, ILE)),
            new Offer(SopClass.StudyRootFind, List.of(ELE, ILE)),
            new Offer(SopClass.StudyRootMove, List.of(ELE, ILE)));
  }

  @Test
  void anyOtherServiceComesBesideThose() {
    assertThat(classes(recipes.of(ContextsNeeded.service(SopClass.UnifiedProcedureStepPull))))
        .containsExactlyInAnyOrder(
            SopClass.Verification,
            SopClass.StudyRootFind,
            SopClass.StudyRootMove,
            SopClass.UnifiedProcedureStepPull);
  }

  @Test
  @Requirement({"DIM-05", "DIM-06"})
  void retrievesOfFrequentClassesMeetInOneRecipeWithAContextForEachTransferSyntax() {
    Recipe recipe = recipes.of(retrieve());
    assertThat(recipes.of(retrieve(SopClass.CTImageStorage))).isEqualTo(recipe);
    assertThat(recipes.of(retrieve(SopClass.MRImageStorage, SopClass.BasicTextSRStorage)))
        .isEqualTo(recipe);
    assertThat(recipe.offers()).contains(new Offer(SopClass.StudyRootGet, List.of(ELE, ILE)));
    assertThat(offers(recipe, SopClass.CTImageStorage))
        .as("compressed ones first")
        .containsExactly(
            new Offer(SopClass.CTImageStorage, List.of(J2K)),
            new Offer(SopClass.CTImageStorage, List.of(JPEG)),
            new Offer(SopClass.CTImageStorage, List.of(ELE)),
            new Offer(SopClass.CTImageStorage, List.of(ILE)));
    assertThat(offers(recipe, SopClass.BasicTextSRStorage))
        .as("documents are not compressed")
        .containsExactly(
            new Offer(SopClass.BasicTextSRStorage, List.of(ELE)),
            new Offer(SopClass.BasicTextSRStorage, List.of(ILE)));
  }

  @Test
  @Requirement("DIM-07")
  void everyStorageClassOfARetrieveIsProposedToBeReceivedAndNoOther() {
    Recipe recipe = recipes.of(retrieve(WSI));
    Set<String> storage = classes(recipe);
    storage.removeAll(
        List.of(
            SopClass.Verification,
            SopClass.StudyRootFind,
            SopClass.StudyRootMove,
            SopClass.StudyRootGet));
    assertThat(recipe.received()).isEqualTo(storage).contains(WSI, SopClass.CTImageStorage);
  }

  @Test
  void aRareClassStandsFirstAndIsFilledUpWithFrequentOnes() {
    Recipe recipe = recipes.of(retrieve(SopClass.CTImageStorage, WSI));
    assertThat(recipe.offers().get(4)).isEqualTo(new Offer(WSI, List.of(J2K)));
    assertThat(offers(recipe, WSI)).hasSize(4);
    assertThat(offers(recipe, SopClass.CTImageStorage)).hasSize(4);
    assertThat(offers(recipe, SopClass.MRImageStorage)).hasSize(4);
  }

  @Test
  @Requirement("DIM-06")
  void classesWithoutRoomForEachTransferSyntaxHaveOneContextWithAll() {
    String[] many = privateClasses(100).toArray(String[]::new);
    Recipe recipe = recipes.of(retrieve(many));
    assertThat(recipe.offers()).hasSize(Recipe.MAX_CONTEXTS);
    assertThat(classes(recipe)).contains(many);
    Map<Boolean, List<String>> byForm =
        List.of(many).stream()
            .collect(Collectors.partitioningBy(sopClass -> offers(recipe, sopClass).size() == 1));
    assertThat(byForm.get(true)).hasSize(92);
    assertThat(byForm.get(false)).hasSize(8);
    assertThat(offers(recipe, byForm.get(true).getFirst()).getFirst().transferSyntaxes())
        .containsExactly(J2K, JPEG, ELE, ILE);
  }

  @Test
  @Requirement("DIM-04")
  void whatNeedsMoreThanOneAssociationIsSplitWithoutLoss() {
    Retrieve need = retrieve(privateClasses(300).toArray(String[]::new));
    List<ContextsNeeded> parts = Recipes.split(need);
    assertThat(parts).hasSize(3);
    Set<String> all = new TreeSet<>();
    for (ContextsNeeded part : parts) {
      Set<String> classes = ((Retrieve) part).storageClasses();
      assertThat(classes(recipes.of(part))).containsAll(classes);
      all.addAll(classes);
    }
    assertThat(all).isEqualTo(need.storageClasses());
    assertThat(Recipes.split(retrieve(WSI))).containsExactly(retrieve(WSI));
  }

  @Test
  @Requirement("DIM-37")
  void whatIsToBeSentIsProposedAsItIsAndNatively() {
    Recipe recipe = recipes.of(store(new Stored(WSI, TransferSyntax.JPEGXL.uid())));
    assertThat(offers(recipe, WSI))
        .contains(
            new Offer(WSI, List.of(TransferSyntax.JPEGXL.uid())),
            new Offer(WSI, List.of(ELE)),
            new Offer(WSI, List.of(ILE)));
    assertThat(recipe.received()).isEmpty();
  }

  @Test
  void storesOfFrequentClassesMeetInOneRecipe() {
    assertThat(recipes.of(store(new Stored(SopClass.CTImageStorage, ELE))))
        .isEqualTo(recipes.of(store(new Stored(SopClass.MRImageStorage, J2K))));
  }

  @Test
  @Requirement({"DIM-04", "DIM-37"})
  void aStoreOfMorePairsThanContextsIsSplitAndEachPairHasItsContext() {
    List<Stored> pairs =
        privateClasses(50).stream()
            .flatMap(sopClass -> SYNTAXES.stream().map(syntax -> new Stored(sopClass, syntax)))
            .toList();
    Set<Stored> all = new HashSet<>();
    for (ContextsNeeded part : Recipes.split(ContextsNeeded.store(pairs))) {
      Recipe recipe = recipes.of(part);
      for (Stored pair : ((Store) part).stored()) {
        assertThat(recipe.offersAlone(pair.sopClassUid(), pair.transferSyntax())).isTrue();
        all.add(pair);
      }
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(pairs);
  }

  @Test
  @Requirement("DIM-08")
  void extendedNegotiationIsWhatTheNeedSaysAndElseWhatStands() {
    Recipes standing =
        new Recipes(InformationModel.STUDY_ROOT, Map.of(SopClass.StudyRootFind, RELATIONAL));
    assertThat(standing.of(ContextsNeeded.service(SopClass.StudyRootMove)).extended())
        .isEqualTo(Map.of(SopClass.StudyRootFind, RELATIONAL));
    assertThat(standing.of(retrieve(WSI)).extended())
        .isEqualTo(Map.of(SopClass.StudyRootFind, RELATIONAL));
    assertThat(standing.of(ContextsNeeded.service(SopClass.StudyRootFind)).extended()).isEmpty();
    assertThat(
            standing.of(new Service(SopClass.StudyRootFind, List.of(true, false, true))).extended())
        .isEqualTo(Map.of(SopClass.StudyRootFind, List.of(true, false, true)));
    assertThat(recipes.of(new Service(SopClass.StudyRootFind, RELATIONAL)).extended())
        .isEqualTo(Map.of(SopClass.StudyRootFind, RELATIONAL));
  }

  @Test
  @Requirement("DIM-04")
  void neverMoreThan128ContextsAndAlwaysAllClassesThatAreNeeded() {
    List<String> known = new ArrayList<>(StorageContexts.FREQUENT);
    known.addAll(privateClasses(200));
    List<String> syntaxes = TransferSyntax.all().stream().map(TransferSyntax::uid).toList();
    for (long seed = 1; seed <= 200; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      Set<String> classes = pick(known, random.nextInt(125), random);
      Set<String> wanted = pick(syntaxes, 1 + random.nextInt(20), random);
      Recipe recipe =
          recipes.of(ContextsNeeded.retrieve(SopClass.StudyRootGet, classes, List.copyOf(wanted)));
      assertThat(recipe.offers()).as("seed " + seed).hasSizeLessThanOrEqualTo(128);
      assertThat(recipe.offers()).as("seed " + seed).doesNotHaveDuplicates();
      assertThat(classes(recipe)).as("seed " + seed).containsAll(classes);
    }
  }

  @Test
  void moreThan128ContextsAreNoRecipe() {
    List<Offer> offers =
        privateClasses(129).stream().map(uid -> new Offer(uid, List.of(ELE))).toList();
    assertThatThrownBy(() -> new Recipe(offers, Set.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Recipe(offers.subList(0, 128), Set.of(), Map.of()).offers()).hasSize(128);
  }

  private static Retrieve retrieve(String... storageClasses) {
    return ContextsNeeded.retrieve(SopClass.StudyRootGet, List.of(storageClasses), SYNTAXES);
  }

  private static Store store(Stored... stored) {
    return ContextsNeeded.store(List.of(stored));
  }

  private static List<String> privateClasses(int count) {
    return IntStream.range(0, count).mapToObj(i -> "1.3.6.1.4.1.99999." + (1000 + i)).toList();
  }

  private static Set<String> classes(Recipe recipe) {
    Set<String> classes = new HashSet<>();
    recipe.offers().forEach(offer -> classes.add(offer.abstractSyntax()));
    return classes;
  }

  private static List<Offer> offers(Recipe recipe, String sopClass) {
    return recipe.offers().stream()
        .filter(offer -> offer.abstractSyntax().equals(sopClass))
        .toList();
  }

  private static Set<String> pick(Collection<String> from, int count, RandomGenerator random) {
    List<String> all = new ArrayList<>(from);
    Set<String> picked = new HashSet<>();
    for (int i = 0; i < count && !all.isEmpty(); i++) {
      picked.add(all.remove(random.nextInt(all.size())));
    }
    return picked;
  }
}
