package io.isthmus.bench;

import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.codec.FileMeta;
import io.isthmus.dicom.codec.Part10Writer;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;

/** Made-up studies with UIDs that can be told beforehand, and Orthanc's own way to load them. */
final class BenchData {
  static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  static final String XA = "1.2.840.10008.5.1.4.1.1.12.1";
  static final int EDGE = 512;
  private static final int ATTEMPTS = 10;
  private static final String ROOT = "1.2.826.0.1.3680043.10.99.";
  private static final TransferSyntax SYNTAX = TransferSyntax.ExplicitVRLittleEndian;

  private BenchData() {}

  /** A study of CT slices, all with the same noise; {@code edge} pixels wide and high. */
  record Study(int number, int instances, int edge) {
    String uid() {
      return ROOT + number;
    }

    String series() {
      return uid() + ".1";
    }

    String instance(int slice) {
      return series() + "." + slice;
    }

    String patient() {
      return "P" + number;
    }

    String seriesPath() {
      return "/studies/" + uid() + "/series/" + series();
    }

    String instancePath(int slice) {
      return seriesPath() + "/instances/" + instance(slice);
    }
  }

  static void load(URI orthanc, Study study, HttpClient client)
      throws IOException, InterruptedException {
    byte[] pixels = noise(study.edge() * study.edge() * 2, study.number());
    for (int slice = 1; slice <= study.instances(); slice++) {
      DataSet dataSet =
          header(study, CT, "CT", slice)
              .us(Tag.Rows, study.edge())
              .us(Tag.Columns, study.edge())
              .us(Tag.BitsAllocated, 16)
              .us(Tag.BitsStored, 12)
              .us(Tag.HighBit, 11)
              .us(Tag.PixelRepresentation, 0)
              .put(new Element.Value(Tag.PixelData, Vr.OW, pixels))
              .build();
      post(orthanc, client, CT, study.instance(slice), dataSet);
    }
  }

  /** One object of many frames of {@link #EDGE} pixels with eight bits. */
  static void loadMultiFrame(URI orthanc, Study study, int frames, HttpClient client)
      throws IOException, InterruptedException {
    DataSet dataSet =
        header(study, XA, "XA", 1)
            .text(Tag.NumberOfFrames, Integer.toString(frames))
            .us(Tag.Rows, EDGE)
            .us(Tag.Columns, EDGE)
            .us(Tag.BitsAllocated, 8)
            .us(Tag.BitsStored, 8)
            .us(Tag.HighBit, 7)
            .us(Tag.PixelRepresentation, 0)
            .put(new Element.Value(Tag.PixelData, Vr.OB, noise(EDGE * EDGE * frames, 1)))
            .build();
    post(orthanc, client, XA, study.instance(1), dataSet);
  }

  private static DataSetBuilder header(Study study, String sopClass, String modality, int slice) {
    return DataSet.builder()
        .uid(Tag.SOPClassUID, sopClass)
        .uid(Tag.SOPInstanceUID, study.instance(slice))
        .text(Tag.StudyDate, "20260101")
        .text(Tag.StudyTime, "120000")
        .text(Tag.AccessionNumber, "A" + study.number())
        .text(Tag.Modality, modality)
        .text(Tag.PatientName, "Bench^" + study.number())
        .text(Tag.PatientID, study.patient())
        .uid(Tag.StudyInstanceUID, study.uid())
        .uid(Tag.SeriesInstanceUID, study.series())
        .text(Tag.StudyID, "1")
        .text(Tag.SeriesNumber, "1")
        .text(Tag.InstanceNumber, Integer.toString(slice))
        .us(Tag.SamplesPerPixel, 1)
        .text(Tag.PhotometricInterpretation, "MONOCHROME2");
  }

  private static byte[] noise(int length, int seed) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  private static void post(
      URI orthanc, HttpClient client, String sopClass, String sop, DataSet dataSet)
      throws IOException, InterruptedException {
    byte[] head = Part10Writer.header(new FileMeta(sopClass, sop, SYNTAX));
    byte[] body = DataSetWriter.encode(dataSet, SYNTAX);
    HttpRequest request =
        HttpRequest.newBuilder(orthanc.resolve("/instances"))
            .POST(
                HttpRequest.BodyPublishers.concat(
                    HttpRequest.BodyPublishers.ofByteArray(head),
                    HttpRequest.BodyPublishers.ofByteArray(body)))
            .build();
    int status = send(client, request);
    if (status != 200) {
      throw new IOException("Orthanc answered " + status);
    }
  }

  /** Orthanc closes a kept connection when it likes, also just as the next request comes. */
  private static int send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    IOException closed = new IOException("not tried");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      } catch (IOException again) {
        closed = again;
      }
    }
    throw closed;
  }
}
