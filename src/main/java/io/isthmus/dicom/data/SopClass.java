package io.isthmus.dicom.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * SOP classes and well-known SOP instances (PS3.4, PS3.6 A). The constants are those that the
 * gateway names; all others are known by {@link #name}.
 */
public final class SopClass {
  public static final String Verification = "1.2.840.10008.1.1";
  public static final String StudyRootFind = "1.2.840.10008.5.1.4.1.2.2.1";
  public static final String StudyRootMove = "1.2.840.10008.5.1.4.1.2.2.2";
  public static final String StudyRootGet = "1.2.840.10008.5.1.4.1.2.2.3";
  public static final String PatientRootFind = "1.2.840.10008.5.1.4.1.2.1.1";
  public static final String PatientRootMove = "1.2.840.10008.5.1.4.1.2.1.2";
  public static final String PatientRootGet = "1.2.840.10008.5.1.4.1.2.1.3";
  public static final String CompositeInstanceRootRetrieveMove = "1.2.840.10008.5.1.4.1.2.4.2";
  public static final String CompositeInstanceRootRetrieveGet = "1.2.840.10008.5.1.4.1.2.4.3";
  public static final String CompositeInstanceRetrieveWithoutBulkDataGet =
      "1.2.840.10008.5.1.4.1.2.5.3";
  public static final String ModalityWorklistFind = "1.2.840.10008.5.1.4.31";
  public static final String ModalityPerformedProcedureStep = "1.2.840.10008.3.1.2.3.3";
  public static final String ModalityPerformedProcedureStepRetrieve = "1.2.840.10008.3.1.2.3.4";
  public static final String StorageCommitmentPushModel = "1.2.840.10008.1.20.1";
  public static final String StorageCommitmentPushModelInstance = "1.2.840.10008.1.20.1.1";
  public static final String UnifiedProcedureStepPush = "1.2.840.10008.5.1.4.34.6.1";
  public static final String UnifiedProcedureStepWatch = "1.2.840.10008.5.1.4.34.6.2";
  public static final String UnifiedProcedureStepPull = "1.2.840.10008.5.1.4.34.6.3";
  public static final String UnifiedProcedureStepEvent = "1.2.840.10008.5.1.4.34.6.4";
  public static final String UnifiedProcedureStepQuery = "1.2.840.10008.5.1.4.34.6.5";
  public static final String UnifiedProcedureStepGlobalSubscriptionInstance =
      "1.2.840.10008.5.1.4.34.5";
  public static final String UnifiedProcedureStepFilteredGlobalSubscriptionInstance =
      "1.2.840.10008.5.1.4.34.5.1";
  public static final String ColorPaletteStorage = "1.2.840.10008.5.1.4.39.1";
  public static final String ColorPaletteQueryRetrieveInformationModelFind =
      "1.2.840.10008.5.1.4.39.2";
  public static final String ColorPaletteQueryRetrieveInformationModelMove =
      "1.2.840.10008.5.1.4.39.3";
  public static final String ColorPaletteQueryRetrieveInformationModelGet =
      "1.2.840.10008.5.1.4.39.4";
  public static final String HangingProtocolStorage = "1.2.840.10008.5.1.4.38.1";
  public static final String HangingProtocolInformationModelFind = "1.2.840.10008.5.1.4.38.2";
  public static final String HangingProtocolInformationModelMove = "1.2.840.10008.5.1.4.38.3";
  public static final String HangingProtocolInformationModelGet = "1.2.840.10008.5.1.4.38.4";
  public static final String GenericImplantTemplateStorage = "1.2.840.10008.5.1.4.43.1";
  public static final String GenericImplantTemplateInformationModelFind =
      "1.2.840.10008.5.1.4.43.2";
  public static final String GenericImplantTemplateInformationModelMove =
      "1.2.840.10008.5.1.4.43.3";
  public static final String GenericImplantTemplateInformationModelGet = "1.2.840.10008.5.1.4.43.4";
  public static final String ImplantAssemblyTemplateStorage = "1.2.840.10008.5.1.4.44.1";
  public static final String ImplantAssemblyTemplateInformationModelFind =
      "1.2.840.10008.5.1.4.44.2";
  public static final String ImplantAssemblyTemplateInformationModelMove =
      "1.2.840.10008.5.1.4.44.3";
  public static final String ImplantAssemblyTemplateInformationModelGet =
      "1.2.840.10008.5.1.4.44.4";
  public static final String ImplantTemplateGroupStorage = "1.2.840.10008.5.1.4.45.1";
  public static final String ImplantTemplateGroupInformationModelFind = "1.2.840.10008.5.1.4.45.2";
  public static final String ImplantTemplateGroupInformationModelMove = "1.2.840.10008.5.1.4.45.3";
  public static final String ImplantTemplateGroupInformationModelGet = "1.2.840.10008.5.1.4.45.4";
  public static final String CTDefinedProcedureProtocolStorage = "1.2.840.10008.5.1.4.1.1.200.1";
  public static final String ProtocolApprovalStorage = "1.2.840.10008.5.1.4.1.1.200.3";
  public static final String ProtocolApprovalInformationModelFind = "1.2.840.10008.5.1.4.1.1.200.4";
  public static final String ProtocolApprovalInformationModelMove = "1.2.840.10008.5.1.4.1.1.200.5";
  public static final String ProtocolApprovalInformationModelGet = "1.2.840.10008.5.1.4.1.1.200.6";
  public static final String DefinedProcedureProtocolInformationModelFind =
      "1.2.840.10008.5.1.4.20.1";
  public static final String DefinedProcedureProtocolInformationModelMove =
      "1.2.840.10008.5.1.4.20.2";
  public static final String DefinedProcedureProtocolInformationModelGet =
      "1.2.840.10008.5.1.4.20.3";
  public static final String XADefinedProcedureProtocolStorage = "1.2.840.10008.5.1.4.1.1.200.7";
  public static final String InventoryStorage = "1.2.840.10008.5.1.4.1.1.201.1";
  public static final String InventoryFind = "1.2.840.10008.5.1.4.1.1.201.2";
  public static final String InventoryMove = "1.2.840.10008.5.1.4.1.1.201.3";
  public static final String InventoryGet = "1.2.840.10008.5.1.4.1.1.201.4";
  public static final String MediaStorageDirectoryStorage = "1.2.840.10008.1.3.10";
  public static final String ComputedRadiographyImageStorage = "1.2.840.10008.5.1.4.1.1.1";
  public static final String DigitalXRayImageStorageForPresentation = "1.2.840.10008.5.1.4.1.1.1.1";
  public static final String DigitalMammographyXRayImageStorageForPresentation =
      "1.2.840.10008.5.1.4.1.1.1.2";
  public static final String CTImageStorage = "1.2.840.10008.5.1.4.1.1.2";
  public static final String EnhancedCTImageStorage = "1.2.840.10008.5.1.4.1.1.2.1";
  public static final String LegacyConvertedEnhancedCTImageStorage = "1.2.840.10008.5.1.4.1.1.2.2";
  public static final String MRImageStorage = "1.2.840.10008.5.1.4.1.1.4";
  public static final String EnhancedMRImageStorage = "1.2.840.10008.5.1.4.1.1.4.1";
  public static final String UltrasoundImageStorage = "1.2.840.10008.5.1.4.1.1.6.1";
  public static final String UltrasoundMultiFrameImageStorage = "1.2.840.10008.5.1.4.1.1.3.1";
  public static final String SecondaryCaptureImageStorage = "1.2.840.10008.5.1.4.1.1.7";
  public static final String MultiFrameSingleBitSecondaryCaptureImageStorage =
      "1.2.840.10008.5.1.4.1.1.7.1";
  public static final String MultiFrameGrayscaleByteSecondaryCaptureImageStorage =
      "1.2.840.10008.5.1.4.1.1.7.2";
  public static final String MultiFrameGrayscaleWordSecondaryCaptureImageStorage =
      "1.2.840.10008.5.1.4.1.1.7.3";
  public static final String MultiFrameTrueColorSecondaryCaptureImageStorage =
      "1.2.840.10008.5.1.4.1.1.7.4";
  public static final String NuclearMedicineImageStorage = "1.2.840.10008.5.1.4.1.1.20";
  public static final String PositronEmissionTomographyImageStorage = "1.2.840.10008.5.1.4.1.1.128";
  public static final String XRayAngiographicImageStorage = "1.2.840.10008.5.1.4.1.1.12.1";
  public static final String XRayRadiofluoroscopicImageStorage = "1.2.840.10008.5.1.4.1.1.12.2";
  public static final String EnhancedXAImageStorage = "1.2.840.10008.5.1.4.1.1.12.1.1";
  public static final String VLPhotographicImageStorage = "1.2.840.10008.5.1.4.1.1.77.1.4";
  public static final String VideoPhotographicImageStorage = "1.2.840.10008.5.1.4.1.1.77.1.4.1";
  public static final String VideoEndoscopicImageStorage = "1.2.840.10008.5.1.4.1.1.77.1.1.1";
  public static final String VLWholeSlideMicroscopyImageStorage = "1.2.840.10008.5.1.4.1.1.77.1.6";
  public static final String SegmentationStorage = "1.2.840.10008.5.1.4.1.1.66.4";
  public static final String ParametricMapStorage = "1.2.840.10008.5.1.4.1.1.30";
  public static final String RTImageStorage = "1.2.840.10008.5.1.4.1.1.481.1";
  public static final String RTDoseStorage = "1.2.840.10008.5.1.4.1.1.481.2";
  public static final String RTStructureSetStorage = "1.2.840.10008.5.1.4.1.1.481.3";
  public static final String RTPlanStorage = "1.2.840.10008.5.1.4.1.1.481.5";
  public static final String GrayscaleSoftcopyPresentationStateStorage =
      "1.2.840.10008.5.1.4.1.1.11.1";
  public static final String ColorSoftcopyPresentationStateStorage = "1.2.840.10008.5.1.4.1.1.11.2";
  public static final String PseudoColorSoftcopyPresentationStateStorage =
      "1.2.840.10008.5.1.4.1.1.11.3";
  public static final String BlendingSoftcopyPresentationStateStorage =
      "1.2.840.10008.5.1.4.1.1.11.4";
  public static final String BasicTextSRStorage = "1.2.840.10008.5.1.4.1.1.88.11";
  public static final String EnhancedSRStorage = "1.2.840.10008.5.1.4.1.1.88.22";
  public static final String ComprehensiveSRStorage = "1.2.840.10008.5.1.4.1.1.88.33";
  public static final String Comprehensive3DSRStorage = "1.2.840.10008.5.1.4.1.1.88.34";
  public static final String KeyObjectSelectionDocumentStorage = "1.2.840.10008.5.1.4.1.1.88.59";
  public static final String EncapsulatedPDFStorage = "1.2.840.10008.5.1.4.1.1.104.1";
  public static final String EncapsulatedCDAStorage = "1.2.840.10008.5.1.4.1.1.104.2";
  public static final String TwelveLeadECGWaveformStorage = "1.2.840.10008.5.1.4.1.1.9.1.1";
  public static final String RawDataStorage = "1.2.840.10008.5.1.4.1.1.66";

  private static final int UID = 0;
  private static final int NAME = 1;
  private static final int TYPE = 3;

  private SopClass() {}

  /** The name in PS3.6 of a SOP class or any other UID; empty where the standard has none. */
  public static Optional<String> name(String uid) {
    OptionalInt row = rowOf(uid);
    return row.isPresent()
        ? Optional.of(DictionaryTable.INSTANCE.uidFact(row.getAsInt(), NAME))
            .filter(name -> !name.isEmpty())
        : Optional.empty();
  }

  /**
   * Instances of the class are stored by C-STORE. What the standard does not define counts as
   * storage when it lies under the root of the storage classes.
   */
  public static boolean isStorage(String uid) {
    OptionalInt row = rowOf(uid);
    if (row.isEmpty()) {
      return uid.startsWith("1.2.840.10008.5.1.4.1.1.");
    }
    String name = DictionaryTable.INSTANCE.uidFact(row.getAsInt(), NAME);
    return DictionaryTable.INSTANCE.uidFact(row.getAsInt(), TYPE).equals("SOP Class")
        && !uid.equals(MediaStorageDirectoryStorage)
        && (name.contains("Storage") || name.isEmpty())
        && !name.startsWith("Storage Commitment");
  }

  /** The storage classes that the standard defines, in the order of their UIDs. */
  public static List<String> storageClasses() {
    return IntStream.range(0, DictionaryTable.INSTANCE.uids())
        .mapToObj(row -> DictionaryTable.INSTANCE.uidFact(row, UID))
        .filter(SopClass::isStorage)
        .toList();
  }

  private static OptionalInt rowOf(String uid) {
    DictionaryTable table = DictionaryTable.INSTANCE;
    int low = 0;
    int high = table.uids() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = table.uidFact(middle, UID).compareTo(uid);
      if (order == 0) {
        return OptionalInt.of(middle);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return OptionalInt.empty();
  }
}
