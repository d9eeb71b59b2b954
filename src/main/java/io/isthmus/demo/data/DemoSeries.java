package io.isthmus.demo.data;

import io.isthmus.demo.picture.Picture;
import io.isthmus.demo.picture.PixelFormat;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import java.util.Optional;

/**
 * A series of a demo study, from which its instances are made.
 *
 * @param number Series Number, 1 or more
 * @param syntax how its instances are stored
 */
record DemoSeries(
    DemoStudy study, int number, String modality, String description, TransferSyntax syntax) {

  DemoSeries(DemoStudy study, int number, String modality, String description) {
    this(study, number, modality, description, TransferSyntax.ExplicitVRLittleEndian);
  }

  /** The same series, stored in another way. */
  DemoSeries stored(TransferSyntax other) {
    return new DemoSeries(study, number, modality, description, other);
  }

  /**
   * The modules of the study with General Series and General Equipment (PS3.3 C.7.3.1, C.7.5.1).
   */
  DataSet modules() {
    return Header.from(study.modules())
        .text("Modality", modality)
        .text("SeriesInstanceUID", study.seriesInstanceUid(number))
        .number("SeriesNumber", number)
        .text("SeriesDescription", description)
        .text("SeriesDate", study.date())
        .text("SeriesTime", time(number * 60))
        .text("Manufacturer", "Isthmus")
        .text("InstitutionName", "Isthmus Demo Hospital")
        .text("StationName", modality + "-DEMO")
        .text("ManufacturerModelName", "Imaginary " + modality)
        .text("DeviceSerialNumber", "0001")
        .text("SoftwareVersions", "demo 1")
        .build();
  }

  /** The time of the study, later by some seconds. */
  String time(int seconds) {
    String start = study.time();
    int sum =
        Integer.parseInt(start.substring(0, 2)) * 3600
            + Integer.parseInt(start.substring(2, 4)) * 60
            + Integer.parseInt(start.substring(4, 6))
            + seconds;
    return Integer.toString(1_000_000 + sum / 3600 * 10_000 + sum / 60 % 60 * 100 + sum % 60)
        .substring(1);
  }

  /** The start of an instance: the modules of the series, SOP Common, and when it was made. */
  Header instance(DataSet modules, String sopClassUid, int instance) {
    String time = time(number * 60 + instance);
    return Header.from(modules)
        .text(Tag.SOPClassUID, sopClassUid)
        .text(Tag.SOPInstanceUID, study.sopInstanceUid(number, instance))
        .text(Tag.InstanceCreationDate, study.date())
        .text(Tag.InstanceCreationTime, time)
        .text(Tag.InstanceNumber, Integer.toString(instance))
        .text(Tag.ContentDate, study.date())
        .text(Tag.ContentTime, time);
  }

  /** Adds the Image Pixel Module (PS3.3 C.7.6.3), and Multi-frame where there are more frames. */
  Header pixels(Header header, Picture picture) {
    PixelFormat format = picture.format();
    header
        .number("SamplesPerPixel", format.samplesPerPixel())
        .text("PhotometricInterpretation", format.photometricInterpretation())
        .number("Rows", format.rows())
        .number("Columns", format.columns())
        .number("BitsAllocated", format.bitsAllocated())
        .number("BitsStored", format.bitsStored())
        .number("HighBit", format.bitsStored() - 1)
        .number("PixelRepresentation", 0)
        .text("AcquisitionDate", study.date())
        .text("AcquisitionTime", time(number * 60))
        .text("LossyImageCompression", "00");
    if (format.samplesPerPixel() > 1) {
      header.number("PlanarConfiguration", 0);
    }
    if (picture.frames() > 1) {
      header.number("NumberOfFrames", picture.frames());
    }
    return header;
  }

  /** An instance with a picture, whose header says already how the pixels are laid out. */
  DemoInstance image(Header header, Picture picture) {
    return new DemoInstance(header.build(), syntax, Optional.of(picture));
  }

  /** An instance without pixels. */
  DemoInstance document(Header header) {
    return new DemoInstance(header.build(), syntax, Optional.empty());
  }
}
