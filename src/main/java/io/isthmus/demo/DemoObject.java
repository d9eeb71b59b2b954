package io.isthmus.demo;

import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** An instance in the demo archive, made up or received. Immutable. */
interface DemoObject {
  /** The data set, at least up to Pixel Data. */
  DataSet header();

  /** How the data set can be had, first as it is stored. */
  List<TransferSyntax> transferSyntaxes();

  /** The data set in one of the syntaxes. */
  InputStream open(TransferSyntax syntax) throws IOException;

  /** A value that tells the object from others, or an empty text. */
  default String uid(int tag) {
    return header().string(tag).orElse("");
  }

  default String sopClassUid() {
    return uid(Tag.SOPClassUID);
  }

  default String sopInstanceUid() {
    return uid(Tag.SOPInstanceUID);
  }

  /** A made-up instance, which can be painted anew in each native syntax. */
  record MadeUp(DemoInstance instance) implements DemoObject {
    private static final List<TransferSyntax> NATIVE =
        List.of(TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian);

    @Override
    public DataSet header() {
      return instance.header();
    }

    @Override
    public List<TransferSyntax> transferSyntaxes() {
      TransferSyntax stored = instance.transferSyntax();
      return stored.encapsulated()
          ? List.of(stored, NATIVE.getFirst(), NATIVE.getLast())
          : List.of(stored, NATIVE.get(1 - NATIVE.indexOf(stored)));
    }

    @Override
    public InputStream open(TransferSyntax syntax) {
      return instance.open(syntax);
    }
  }
}
