package io.isthmus.dicom.data;

import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * Attribute tags as unsigned 32-bit numbers, group in the upper half. The constants are named by
 * the keywords of PS3.6 and are those that the gateway decides by; all others come from {@link
 * Dictionary}. Repeating groups (overlays) are given by their first group.
 */
public final class Tag {
  public static final int CommandGroupLength = 0x00000000;
  public static final int FileMetaInformationGroupLength = 0x00020000;
  public static final int FileMetaInformationVersion = 0x00020001;
  public static final int MediaStorageSOPClassUID = 0x00020002;
  public static final int MediaStorageSOPInstanceUID = 0x00020003;
  public static final int TransferSyntaxUID = 0x00020010;
  public static final int ImplementationClassUID = 0x00020012;
  public static final int ImplementationVersionName = 0x00020013;
  public static final int SourceApplicationEntityTitle = 0x00020016;
  public static final int SpecificCharacterSet = 0x00080005;
  public static final int ImageType = 0x00080008;
  public static final int InstanceCreationDate = 0x00080012;
  public static final int InstanceCreationTime = 0x00080013;
  public static final int SOPClassUID = 0x00080016;
  public static final int SOPInstanceUID = 0x00080018;
  public static final int StudyDate = 0x00080020;
  public static final int SeriesDate = 0x00080021;
  public static final int AcquisitionDate = 0x00080022;
  public static final int ContentDate = 0x00080023;
  public static final int StudyTime = 0x00080030;
  public static final int SeriesTime = 0x00080031;
  public static final int AcquisitionTime = 0x00080032;
  public static final int ContentTime = 0x00080033;
  public static final int AccessionNumber = 0x00080050;
  public static final int IssuerOfAccessionNumberSequence = 0x00080051;
  public static final int QueryRetrieveLevel = 0x00080052;
  public static final int RetrieveAETitle = 0x00080054;
  public static final int InstanceAvailability = 0x00080056;
  public static final int FailedSOPInstanceUIDList = 0x00080058;
  public static final int Modality = 0x00080060;
  public static final int ModalitiesInStudy = 0x00080061;
  public static final int SOPClassesInStudy = 0x00080062;
  public static final int AnatomicRegionsInStudyCodeSequence = 0x00080063;
  public static final int Manufacturer = 0x00080070;
  public static final int InstitutionName = 0x00080080;
  public static final int ReferringPhysicianName = 0x00080090;
  public static final int CodeMeaning = 0x00080104;
  public static final int TimezoneOffsetFromUTC = 0x00080201;
  public static final int StationName = 0x00081010;
  public static final int StudyDescription = 0x00081030;
  public static final int ProcedureCodeSequence = 0x00081032;
  public static final int SeriesDescription = 0x0008103E;
  public static final int InstitutionalDepartmentName = 0x00081040;
  public static final int PhysiciansOfRecord = 0x00081048;
  public static final int PerformingPhysicianName = 0x00081050;
  public static final int NameOfPhysiciansReadingStudy = 0x00081060;
  public static final int OperatorsName = 0x00081070;
  public static final int AdmittingDiagnosesDescription = 0x00081080;
  public static final int ManufacturerModelName = 0x00081090;
  public static final int ReferencedStudySequence = 0x00081110;
  public static final int ReferencedPerformedProcedureStepSequence = 0x00081111;
  public static final int ReferencedSeriesSequence = 0x00081115;
  public static final int ReferencedImageSequence = 0x00081140;
  public static final int ReferencedSOPInstanceUID = 0x00081155;
  public static final int SimpleFrameList = 0x00081161;
  public static final int FrameExtractionSequence = 0x00081164;
  public static final int MultiFrameSourceSOPInstanceUID = 0x00081167;
  public static final int RetrieveURL = 0x00081190;
  public static final int ReferencedSOPSequence = 0x00081199;
  public static final int DerivationDescription = 0x00082111;
  public static final int AvailableTransferSyntaxUID = 0x00083002;
  public static final int PatientName = 0x00100010;
  public static final int PatientID = 0x00100020;
  public static final int IssuerOfPatientID = 0x00100021;
  public static final int PatientBirthDate = 0x00100030;
  public static final int PatientBirthTime = 0x00100032;
  public static final int PatientSex = 0x00100040;
  public static final int OtherPatientIDs = 0x00101000;
  public static final int OtherPatientIDsSequence = 0x00101002;
  public static final int PatientAge = 0x00101010;
  public static final int PatientSize = 0x00101020;
  public static final int PatientWeight = 0x00101030;
  public static final int EthnicGroup = 0x00102160;
  public static final int Occupation = 0x00102180;
  public static final int AdditionalPatientHistory = 0x001021B0;
  public static final int PatientComments = 0x00104000;
  public static final int BodyPartExamined = 0x00180015;
  public static final int SliceThickness = 0x00180050;
  public static final int ProtocolName = 0x00181030;
  public static final int PatientPosition = 0x00185100;
  public static final int StudyInstanceUID = 0x0020000D;
  public static final int SeriesInstanceUID = 0x0020000E;
  public static final int StudyID = 0x00200010;
  public static final int SeriesNumber = 0x00200011;
  public static final int AcquisitionNumber = 0x00200012;
  public static final int InstanceNumber = 0x00200013;
  public static final int ImagePositionPatient = 0x00200032;
  public static final int ImageOrientationPatient = 0x00200037;
  public static final int FrameOfReferenceUID = 0x00200052;
  public static final int Laterality = 0x00200060;
  public static final int SliceLocation = 0x00201041;
  public static final int NumberOfPatientRelatedStudies = 0x00201200;
  public static final int NumberOfPatientRelatedSeries = 0x00201202;
  public static final int NumberOfPatientRelatedInstances = 0x00201204;
  public static final int NumberOfStudyRelatedSeries = 0x00201206;
  public static final int NumberOfStudyRelatedInstances = 0x00201208;
  public static final int NumberOfSeriesRelatedInstances = 0x00201209;
  public static final int ImageComments = 0x00204000;
  public static final int SamplesPerPixel = 0x00280002;
  public static final int PhotometricInterpretation = 0x00280004;
  public static final int PlanarConfiguration = 0x00280006;
  public static final int NumberOfFrames = 0x00280008;
  public static final int FrameIncrementPointer = 0x00280009;
  public static final int Rows = 0x00280010;
  public static final int Columns = 0x00280011;
  public static final int PixelSpacing = 0x00280030;
  public static final int BitsAllocated = 0x00280100;
  public static final int BitsStored = 0x00280101;
  public static final int HighBit = 0x00280102;
  public static final int PixelRepresentation = 0x00280103;
  public static final int SmallestImagePixelValue = 0x00280106;
  public static final int PixelPaddingValue = 0x00280120;
  public static final int WindowCenter = 0x00281050;
  public static final int WindowWidth = 0x00281051;
  public static final int RescaleIntercept = 0x00281052;
  public static final int RescaleSlope = 0x00281053;
  public static final int LossyImageCompression = 0x00282110;
  public static final int LossyImageCompressionRatio = 0x00282112;
  public static final int LossyImageCompressionMethod = 0x00282114;
  public static final int PixelDataProviderURL = 0x00287FE0;
  public static final int ScheduledProcedureStepID = 0x00400009;
  public static final int PerformedProcedureStepStartDate = 0x00400244;
  public static final int PerformedProcedureStepStartTime = 0x00400245;
  public static final int PerformedProcedureStepID = 0x00400253;
  public static final int PerformedProcedureStepDescription = 0x00400254;
  public static final int RequestAttributesSequence = 0x00400275;
  public static final int RequestedProcedureID = 0x00401001;
  public static final int ConceptNameCodeSequence = 0x0040A043;
  public static final int TextValue = 0x0040A160;
  public static final int PurposeOfReferenceCodeSequence = 0x0040A170;
  public static final int CurrentRequestedProcedureEvidenceSequence = 0x0040A375;
  public static final int CompletionFlag = 0x0040A491;
  public static final int VerificationFlag = 0x0040A493;
  public static final int EncapsulatedDocument = 0x00420011;
  public static final int MIMETypeOfEncapsulatedDocument = 0x00420012;
  public static final int EncapsulatedDocumentLength = 0x00420015;
  public static final int ProcedureStepState = 0x00741000;
  public static final int WaveformSequence = 0x54000100;
  public static final int WaveformData = 0x54001010;
  public static final int SpectroscopyData = 0x56000020;
  public static final int OverlayRows = 0x60000010;
  public static final int OverlayBitsAllocated = 0x60000100;
  public static final int OverlayData = 0x60003000;
  public static final int ExtendedOffsetTable = 0x7FE00001;
  public static final int ExtendedOffsetTableLengths = 0x7FE00002;
  public static final int EncapsulatedPixelDataValueTotalLength = 0x7FE00003;
  public static final int FloatPixelData = 0x7FE00008;
  public static final int DoubleFloatPixelData = 0x7FE00009;
  public static final int PixelData = 0x7FE00010;
  public static final int Item = 0xFFFEE000;
  public static final int ItemDelimitationItem = 0xFFFEE00D;
  public static final int SequenceDelimitationItem = 0xFFFEE0DD;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int HEX_DIGITS = 8;

  private Tag() {}

  /** The tag of a group and an element number. */
  public static int of(int group, int element) {
    return (group << 16) | (element & 0xFFFF);
  }

  /** The group number, 0 to FFFF. */
  public static int group(int tag) {
    return tag >>> 16;
  }

  /** The element number, 0 to FFFF. */
  public static int element(int tag) {
    return tag & 0xFFFF;
  }

  /** The group is odd (PS3.5 7.8). */
  public static boolean isPrivate(int tag) {
    return (tag & 0x10000) != 0;
  }

  /** The element reserves a block: (gggg,0010-00FF) with gggg odd (PS3.5 7.8.1). */
  public static boolean isPrivateCreator(int tag) {
    return isPrivate(tag) && element(tag) >= 0x10 && element(tag) <= 0xFF;
  }

  /** The creator element that the block of a private element belongs to. */
  public static int creatorOf(int tag) {
    return (tag & 0xFFFF0000) | (element(tag) >>> 8);
  }

  /** The element is (gggg,0000). */
  public static boolean isGroupLength(int tag) {
    return element(tag) == 0;
  }

  /** Eight upper-case hexadecimal digits, as DICOM JSON writes tags. */
  public static String hex(int tag) {
    return HEX.toHexDigits(tag);
  }

  /** The way in which people write tags: (0020,000D). */
  public static String format(int tag) {
    return "("
        + HEX.toHexDigits((short) group(tag))
        + ","
        + HEX.toHexDigits((short) element(tag))
        + ")";
  }

  /** The tag that eight hexadecimal digits of either case or an exact keyword of PS3.6 name. */
  public static OptionalInt parse(String text) {
    if (text.length() == HEX_DIGITS && text.chars().allMatch(HexFormat::isHexDigit)) {
      return OptionalInt.of(HexFormat.fromHexDigits(text));
    }
    return Dictionary.byKeyword(text)
        .map(entry -> OptionalInt.of(entry.tag()))
        .orElse(OptionalInt.empty());
  }

  /** Unsigned order, the order of elements in a data set. */
  public static int compare(int one, int other) {
    return Integer.compareUnsigned(one, other);
  }
}
