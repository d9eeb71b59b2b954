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
  public static final int AffectedSOPClassUID = 0x00000002;
  public static final int RequestedSOPClassUID = 0x00000003;
  public static final int CommandField = 0x00000100;
  public static final int MessageID = 0x00000110;
  public static final int MessageIDBeingRespondedTo = 0x00000120;
  public static final int MoveDestination = 0x00000600;
  public static final int Priority = 0x00000700;
  public static final int CommandDataSetType = 0x00000800;
  public static final int Status = 0x00000900;
  public static final int OffendingElement = 0x00000901;
  public static final int ErrorComment = 0x00000902;
  public static final int ErrorID = 0x00000903;
  public static final int AffectedSOPInstanceUID = 0x00001000;
  public static final int RequestedSOPInstanceUID = 0x00001001;
  public static final int EventTypeID = 0x00001002;
  public static final int AttributeIdentifierList = 0x00001005;
  public static final int ActionTypeID = 0x00001008;
  public static final int NumberOfRemainingSuboperations = 0x00001020;
  public static final int NumberOfCompletedSuboperations = 0x00001021;
  public static final int NumberOfFailedSuboperations = 0x00001022;
  public static final int NumberOfWarningSuboperations = 0x00001023;
  public static final int MoveOriginatorApplicationEntityTitle = 0x00001030;
  public static final int MoveOriginatorMessageID = 0x00001031;
  public static final int FileMetaInformationGroupLength = 0x00020000;
  public static final int FileMetaInformationVersion = 0x00020001;
  public static final int MediaStorageSOPClassUID = 0x00020002;
  public static final int MediaStorageSOPInstanceUID = 0x00020003;
  public static final int TransferSyntaxUID = 0x00020010;
  public static final int ImplementationClassUID = 0x00020012;
  public static final int ImplementationVersionName = 0x00020013;
  public static final int SourceApplicationEntityTitle = 0x00020016;
  public static final int SendingApplicationEntityTitle = 0x00020017;
  public static final int ReceivingApplicationEntityTitle = 0x00020018;
  public static final int FileSetID = 0x00041130;
  public static final int DirectoryRecordSequence = 0x00041220;
  public static final int DirectoryRecordType = 0x00041430;
  public static final int ReferencedFileID = 0x00041500;
  public static final int SpecificCharacterSet = 0x00080005;
  public static final int ImageType = 0x00080008;
  public static final int InstanceCreationDate = 0x00080012;
  public static final int InstanceCreationTime = 0x00080013;
  public static final int InstanceCreatorUID = 0x00080014;
  public static final int SOPClassUID = 0x00080016;
  public static final int SOPInstanceUID = 0x00080018;
  public static final int StudyDate = 0x00080020;
  public static final int SeriesDate = 0x00080021;
  public static final int AcquisitionDate = 0x00080022;
  public static final int ContentDate = 0x00080023;
  public static final int AcquisitionDateTime = 0x0008002A;
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
  public static final int ConversionType = 0x00080064;
  public static final int PresentationIntentType = 0x00080068;
  public static final int Manufacturer = 0x00080070;
  public static final int InstitutionName = 0x00080080;
  public static final int InstitutionAddress = 0x00080081;
  public static final int InstitutionCodeSequence = 0x00080082;
  public static final int ReferringPhysicianName = 0x00080090;
  public static final int CodeValue = 0x00080100;
  public static final int CodingSchemeDesignator = 0x00080102;
  public static final int CodingSchemeVersion = 0x00080103;
  public static final int CodeMeaning = 0x00080104;
  public static final int MappingResource = 0x00080105;
  public static final int ContextIdentifier = 0x0008010F;
  public static final int LongCodeValue = 0x00080119;
  public static final int URNCodeValue = 0x00080120;
  public static final int TimezoneOffsetFromUTC = 0x00080201;
  public static final int StationName = 0x00081010;
  public static final int StudyDescription = 0x00081030;
  public static final int ProcedureCodeSequence = 0x00081032;
  public static final int SeriesDescription = 0x0008103E;
  public static final int SeriesDescriptionCodeSequence = 0x0008103F;
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
  public static final int ReferencedPatientSequence = 0x00081120;
  public static final int ReferencedImageSequence = 0x00081140;
  public static final int ReferencedInstanceSequence = 0x0008114A;
  public static final int ReferencedSOPClassUID = 0x00081150;
  public static final int ReferencedSOPInstanceUID = 0x00081155;
  public static final int SOPClassesSupported = 0x0008115A;
  public static final int ReferencedFrameNumber = 0x00081160;
  public static final int SimpleFrameList = 0x00081161;
  public static final int FrameExtractionSequence = 0x00081164;
  public static final int MultiFrameSourceSOPInstanceUID = 0x00081167;
  public static final int RetrieveURL = 0x00081190;
  public static final int TransactionUID = 0x00081195;
  public static final int WarningReason = 0x00081196;
  public static final int FailureReason = 0x00081197;
  public static final int FailedSOPSequence = 0x00081198;
  public static final int ReferencedSOPSequence = 0x00081199;
  public static final int OtherFailuresSequence = 0x0008119A;
  public static final int DerivationDescription = 0x00082111;
  public static final int SourceImageSequence = 0x00082112;
  public static final int RecommendedDisplayFrameRate = 0x00082144;
  public static final int AvailableTransferSyntaxUID = 0x00083002;
  public static final int FrameType = 0x00089007;
  public static final int ReferencedPresentationStateSequence = 0x00089237;
  public static final int PatientName = 0x00100010;
  public static final int PatientID = 0x00100020;
  public static final int IssuerOfPatientID = 0x00100021;
  public static final int TypeOfPatientID = 0x00100022;
  public static final int IssuerOfPatientIDQualifiersSequence = 0x00100024;
  public static final int PatientBirthDate = 0x00100030;
  public static final int PatientBirthTime = 0x00100032;
  public static final int PatientSex = 0x00100040;
  public static final int OtherPatientIDs = 0x00101000;
  public static final int OtherPatientNames = 0x00101001;
  public static final int OtherPatientIDsSequence = 0x00101002;
  public static final int PatientAge = 0x00101010;
  public static final int PatientSize = 0x00101020;
  public static final int PatientWeight = 0x00101030;
  public static final int PatientAddress = 0x00101040;
  public static final int PatientTelephoneNumbers = 0x00102154;
  public static final int EthnicGroup = 0x00102160;
  public static final int Occupation = 0x00102180;
  public static final int AdditionalPatientHistory = 0x001021B0;
  public static final int PatientComments = 0x00104000;
  public static final int PatientIdentityRemoved = 0x00120062;
  public static final int DeidentificationMethod = 0x00120063;
  public static final int DeidentificationMethodCodeSequence = 0x00120064;
  public static final int ContrastBolusAgent = 0x00180010;
  public static final int BodyPartExamined = 0x00180015;
  public static final int CineRate = 0x00180040;
  public static final int SliceThickness = 0x00180050;
  public static final int KVP = 0x00180060;
  public static final int DeviceSerialNumber = 0x00181000;
  public static final int SoftwareVersions = 0x00181020;
  public static final int ProtocolName = 0x00181030;
  public static final int FrameTime = 0x00181063;
  public static final int FrameTimeVector = 0x00181065;
  public static final int ImagerPixelSpacing = 0x00181164;
  public static final int ShutterShape = 0x00181600;
  public static final int ShutterLeftVerticalEdge = 0x00181602;
  public static final int ShutterRightVerticalEdge = 0x00181604;
  public static final int ShutterUpperHorizontalEdge = 0x00181606;
  public static final int ShutterLowerHorizontalEdge = 0x00181608;
  public static final int CenterOfCircularShutter = 0x00181610;
  public static final int RadiusOfCircularShutter = 0x00181612;
  public static final int VerticesOfThePolygonalShutter = 0x00181620;
  public static final int ShutterPresentationValue = 0x00181622;
  public static final int NominalScannedPixelSpacing = 0x00182010;
  public static final int PatientPosition = 0x00185100;
  public static final int ViewPosition = 0x00185101;
  public static final int StudyInstanceUID = 0x0020000D;
  public static final int SeriesInstanceUID = 0x0020000E;
  public static final int StudyID = 0x00200010;
  public static final int SeriesNumber = 0x00200011;
  public static final int AcquisitionNumber = 0x00200012;
  public static final int InstanceNumber = 0x00200013;
  public static final int PatientOrientation = 0x00200020;
  public static final int ImagePositionPatient = 0x00200032;
  public static final int ImageOrientationPatient = 0x00200037;
  public static final int FrameOfReferenceUID = 0x00200052;
  public static final int Laterality = 0x00200060;
  public static final int ImageLaterality = 0x00200062;
  public static final int TemporalPositionIdentifier = 0x00200100;
  public static final int NumberOfTemporalPositions = 0x00200105;
  public static final int PositionReferenceIndicator = 0x00201040;
  public static final int SliceLocation = 0x00201041;
  public static final int NumberOfPatientRelatedStudies = 0x00201200;
  public static final int NumberOfPatientRelatedSeries = 0x00201202;
  public static final int NumberOfPatientRelatedInstances = 0x00201204;
  public static final int NumberOfStudyRelatedSeries = 0x00201206;
  public static final int NumberOfStudyRelatedInstances = 0x00201208;
  public static final int NumberOfSeriesRelatedInstances = 0x00201209;
  public static final int ImageComments = 0x00204000;
  public static final int StackID = 0x00209056;
  public static final int InStackPositionNumber = 0x00209057;
  public static final int FrameContentSequence = 0x00209111;
  public static final int PlanePositionSequence = 0x00209113;
  public static final int PlaneOrientationSequence = 0x00209116;
  public static final int DimensionOrganizationType = 0x00209311;
  public static final int SamplesPerPixel = 0x00280002;
  public static final int PhotometricInterpretation = 0x00280004;
  public static final int PlanarConfiguration = 0x00280006;
  public static final int NumberOfFrames = 0x00280008;
  public static final int FrameIncrementPointer = 0x00280009;
  public static final int Rows = 0x00280010;
  public static final int Columns = 0x00280011;
  public static final int PixelSpacing = 0x00280030;
  public static final int PixelAspectRatio = 0x00280034;
  public static final int BitsAllocated = 0x00280100;
  public static final int BitsStored = 0x00280101;
  public static final int HighBit = 0x00280102;
  public static final int PixelRepresentation = 0x00280103;
  public static final int SmallestImagePixelValue = 0x00280106;
  public static final int LargestImagePixelValue = 0x00280107;
  public static final int PixelPaddingValue = 0x00280120;
  public static final int PixelPaddingRangeLimit = 0x00280121;
  public static final int BurnedInAnnotation = 0x00280301;
  public static final int RecognizableVisualFeatures = 0x00280302;
  public static final int PixelSpacingCalibrationType = 0x00280A02;
  public static final int WindowCenter = 0x00281050;
  public static final int WindowWidth = 0x00281051;
  public static final int RescaleIntercept = 0x00281052;
  public static final int RescaleSlope = 0x00281053;
  public static final int RescaleType = 0x00281054;
  public static final int WindowCenterWidthExplanation = 0x00281055;
  public static final int VOILUTFunction = 0x00281056;
  public static final int RedPaletteColorLookupTableDescriptor = 0x00281101;
  public static final int GreenPaletteColorLookupTableDescriptor = 0x00281102;
  public static final int BluePaletteColorLookupTableDescriptor = 0x00281103;
  public static final int AlphaPaletteColorLookupTableDescriptor = 0x00281104;
  public static final int RedPaletteColorLookupTableData = 0x00281201;
  public static final int GreenPaletteColorLookupTableData = 0x00281202;
  public static final int BluePaletteColorLookupTableData = 0x00281203;
  public static final int AlphaPaletteColorLookupTableData = 0x00281204;
  public static final int SegmentedRedPaletteColorLookupTableData = 0x00281221;
  public static final int SegmentedGreenPaletteColorLookupTableData = 0x00281222;
  public static final int SegmentedBluePaletteColorLookupTableData = 0x00281223;
  public static final int ICCProfile = 0x00282000;
  public static final int ColorSpace = 0x00282002;
  public static final int LossyImageCompression = 0x00282110;
  public static final int LossyImageCompressionRatio = 0x00282112;
  public static final int LossyImageCompressionMethod = 0x00282114;
  public static final int ModalityLUTSequence = 0x00283000;
  public static final int LUTDescriptor = 0x00283002;
  public static final int LUTExplanation = 0x00283003;
  public static final int ModalityLUTType = 0x00283004;
  public static final int LUTData = 0x00283006;
  public static final int VOILUTSequence = 0x00283010;
  public static final int SoftcopyVOILUTSequence = 0x00283110;
  public static final int PixelDataProviderURL = 0x00287FE0;
  public static final int PixelMeasuresSequence = 0x00289110;
  public static final int FrameVOILUTSequence = 0x00289132;
  public static final int PixelValueTransformationSequence = 0x00289145;
  public static final int RequestingPhysician = 0x00321032;
  public static final int RequestedProcedureDescription = 0x00321060;
  public static final int RequestedProcedureCodeSequence = 0x00321064;
  public static final int AdmissionID = 0x00380010;
  public static final int IssuerOfAdmissionIDSequence = 0x00380014;
  public static final int ScheduledStationAETitle = 0x00400001;
  public static final int ScheduledProcedureStepStartDate = 0x00400002;
  public static final int ScheduledProcedureStepStartTime = 0x00400003;
  public static final int ScheduledProcedureStepDescription = 0x00400007;
  public static final int ScheduledProtocolCodeSequence = 0x00400008;
  public static final int ScheduledProcedureStepID = 0x00400009;
  public static final int LocalNamespaceEntityID = 0x00400031;
  public static final int UniversalEntityID = 0x00400032;
  public static final int UniversalEntityIDType = 0x00400033;
  public static final int ScheduledProcedureStepSequence = 0x00400100;
  public static final int PerformedStationAETitle = 0x00400241;
  public static final int PerformedProcedureStepStartDate = 0x00400244;
  public static final int PerformedProcedureStepStartTime = 0x00400245;
  public static final int PerformedProcedureStepStatus = 0x00400252;
  public static final int PerformedProcedureStepID = 0x00400253;
  public static final int PerformedProcedureStepDescription = 0x00400254;
  public static final int RequestAttributesSequence = 0x00400275;
  public static final int CommentsOnThePerformedProcedureStep = 0x00400280;
  public static final int CommentsOnTheScheduledProcedureStep = 0x00400400;
  public static final int MeasurementUnitsCodeSequence = 0x004008EA;
  public static final int RequestedProcedureID = 0x00401001;
  public static final int ScheduledProcedureStepStartDateTime = 0x00404005;
  public static final int ScheduledProcedureStepExpirationDateTime = 0x00404008;
  public static final int HumanPerformerCodeSequence = 0x00404009;
  public static final int ScheduledProcedureStepModificationDateTime = 0x00404010;
  public static final int ExpectedCompletionDateTime = 0x00404011;
  public static final int ScheduledWorkitemCodeSequence = 0x00404018;
  public static final int PerformedWorkitemCodeSequence = 0x00404019;
  public static final int InputInformationSequence = 0x00404021;
  public static final int ScheduledStationNameCodeSequence = 0x00404025;
  public static final int ScheduledStationClassCodeSequence = 0x00404026;
  public static final int ScheduledStationGeographicLocationCodeSequence = 0x00404027;
  public static final int PerformedStationNameCodeSequence = 0x00404028;
  public static final int OutputInformationSequence = 0x00404033;
  public static final int ScheduledHumanPerformersSequence = 0x00404034;
  public static final int ActualHumanPerformersSequence = 0x00404035;
  public static final int HumanPerformerOrganization = 0x00404036;
  public static final int HumanPerformerName = 0x00404037;
  public static final int InputReadinessState = 0x00404041;
  public static final int PerformedProcedureStepStartDateTime = 0x00404050;
  public static final int PerformedProcedureStepEndDateTime = 0x00404051;
  public static final int ProcedureStepCancellationDateTime = 0x00404052;
  public static final int RealWorldValueMappingSequence = 0x00409096;
  public static final int RelationshipType = 0x0040A010;
  public static final int VerificationDateTime = 0x0040A030;
  public static final int ValueType = 0x0040A040;
  public static final int ConceptNameCodeSequence = 0x0040A043;
  public static final int ContinuityOfContent = 0x0040A050;
  public static final int VerifyingObserverSequence = 0x0040A073;
  public static final int VerifyingObserverName = 0x0040A075;
  public static final int DateTime = 0x0040A120;
  public static final int Date = 0x0040A121;
  public static final int Time = 0x0040A122;
  public static final int PersonName = 0x0040A123;
  public static final int UID = 0x0040A124;
  public static final int TextValue = 0x0040A160;
  public static final int ConceptCodeSequence = 0x0040A168;
  public static final int PurposeOfReferenceCodeSequence = 0x0040A170;
  public static final int MeasuredValueSequence = 0x0040A300;
  public static final int NumericValue = 0x0040A30A;
  public static final int ReferencedRequestSequence = 0x0040A370;
  public static final int CurrentRequestedProcedureEvidenceSequence = 0x0040A375;
  public static final int PertinentOtherEvidenceSequence = 0x0040A385;
  public static final int CompletionFlag = 0x0040A491;
  public static final int VerificationFlag = 0x0040A493;
  public static final int ContentTemplateSequence = 0x0040A504;
  public static final int IdenticalDocumentsSequence = 0x0040A525;
  public static final int ContentSequence = 0x0040A730;
  public static final int TemplateIdentifier = 0x0040DB00;
  public static final int ReferencedContentItemIdentifier = 0x0040DB73;
  public static final int RetrieveURI = 0x0040E010;
  public static final int RetrieveLocationUID = 0x0040E011;
  public static final int TypeOfInstances = 0x0040E020;
  public static final int DICOMRetrievalSequence = 0x0040E021;
  public static final int WADORetrievalSequence = 0x0040E023;
  public static final int WADORSRetrievalSequence = 0x0040E025;
  public static final int DocumentTitle = 0x00420010;
  public static final int EncapsulatedDocument = 0x00420011;
  public static final int MIMETypeOfEncapsulatedDocument = 0x00420012;
  public static final int EncapsulatedDocumentLength = 0x00420015;
  public static final int TotalPixelMatrixColumns = 0x00480006;
  public static final int TotalPixelMatrixRows = 0x00480007;
  public static final int SegmentSequence = 0x00620002;
  public static final int SegmentNumber = 0x00620004;
  public static final int SegmentLabel = 0x00620005;
  public static final int RecommendedDisplayCIELabValue = 0x0062000D;
  public static final int GraphicAnnotationSequence = 0x00700001;
  public static final int GraphicLayer = 0x00700002;
  public static final int BoundingBoxAnnotationUnits = 0x00700003;
  public static final int GraphicAnnotationUnits = 0x00700005;
  public static final int UnformattedTextValue = 0x00700006;
  public static final int TextObjectSequence = 0x00700008;
  public static final int GraphicObjectSequence = 0x00700009;
  public static final int GraphicDimensions = 0x00700020;
  public static final int NumberOfGraphicPoints = 0x00700021;
  public static final int GraphicData = 0x00700022;
  public static final int GraphicType = 0x00700023;
  public static final int ImageHorizontalFlip = 0x00700041;
  public static final int ImageRotation = 0x00700042;
  public static final int DisplayedAreaTopLeftHandCorner = 0x00700052;
  public static final int DisplayedAreaBottomRightHandCorner = 0x00700053;
  public static final int DisplayedAreaSelectionSequence = 0x0070005A;
  public static final int GraphicLayerSequence = 0x00700060;
  public static final int GraphicLayerOrder = 0x00700062;
  public static final int ContentLabel = 0x00700080;
  public static final int ContentDescription = 0x00700081;
  public static final int PresentationCreationDate = 0x00700082;
  public static final int PresentationCreationTime = 0x00700083;
  public static final int ContentCreatorName = 0x00700084;
  public static final int PresentationSizeMode = 0x00700100;
  public static final int PresentationPixelSpacing = 0x00700101;
  public static final int PresentationPixelAspectRatio = 0x00700102;
  public static final int PresentationPixelMagnificationRatio = 0x00700103;
  public static final int ProcedureStepState = 0x00741000;
  public static final int ProcedureStepProgressInformationSequence = 0x00741002;
  public static final int ProcedureStepProgress = 0x00741004;
  public static final int ProcedureStepProgressDescription = 0x00741006;
  public static final int ProcedureStepCommunicationsURISequence = 0x00741008;
  public static final int ContactURI = 0x0074100A;
  public static final int ContactDisplayName = 0x0074100C;
  public static final int ProcedureStepDiscontinuationReasonCodeSequence = 0x0074100E;
  public static final int ScheduledProcedureStepPriority = 0x00741200;
  public static final int WorklistLabel = 0x00741202;
  public static final int ProcedureStepLabel = 0x00741204;
  public static final int ScheduledProcessingParametersSequence = 0x00741210;
  public static final int UnifiedProcedureStepPerformedProcedureSequence = 0x00741216;
  public static final int ReplacedProcedureStepSequence = 0x00741224;
  public static final int DeletionLock = 0x00741230;
  public static final int ReceivingAE = 0x00741234;
  public static final int RequestingAE = 0x00741236;
  public static final int ReasonForCancellation = 0x00741238;
  public static final int SCPStatus = 0x00741242;
  public static final int SubscriptionListStatus = 0x00741244;
  public static final int UnifiedProcedureStepListStatus = 0x00741246;
  public static final int StorageMediaFileSetID = 0x00880130;
  public static final int StorageMediaFileSetUID = 0x00880140;
  public static final int PresentationLUTSequence = 0x20500010;
  public static final int PresentationLUTShape = 0x20500020;
  public static final int SharedFunctionalGroupsSequence = 0x52009229;
  public static final int PerFrameFunctionalGroupsSequence = 0x52009230;
  public static final int WaveformSequence = 0x54000100;
  public static final int WaveformData = 0x54001010;
  public static final int SpectroscopyData = 0x56000020;
  public static final int OverlayRows = 0x60000010;
  public static final int OverlayColumns = 0x60000011;
  public static final int OverlayType = 0x60000040;
  public static final int OverlayOrigin = 0x60000050;
  public static final int OverlayBitsAllocated = 0x60000100;
  public static final int OverlayBitPosition = 0x60000102;
  public static final int OverlayData = 0x60003000;
  public static final int ExtendedOffsetTable = 0x7FE00001;
  public static final int ExtendedOffsetTableLengths = 0x7FE00002;
  public static final int EncapsulatedPixelDataValueTotalLength = 0x7FE00003;
  public static final int FloatPixelData = 0x7FE00008;
  public static final int DoubleFloatPixelData = 0x7FE00009;
  public static final int PixelData = 0x7FE00010;
  public static final int DigitalSignaturesSequence = 0xFFFAFFFA;
  public static final int DataSetTrailingPadding = 0xFFFCFFFC;
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
