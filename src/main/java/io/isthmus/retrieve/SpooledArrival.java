package io.isthmus.retrieve;

import io.isthmus.archive.Arrival;
import io.isthmus.archive.ArrivingInstance;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.Tag;
import io.isthmus.retrieve.spool.IdentifierPeek;
import io.isthmus.retrieve.spool.InstanceIdentifiers;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.retrieve.spool.SpoolFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One C-STORE on its way into the spool. Its instance is shown to the readers once the data set has
 * told what it is; one that is not what was asked for is taken from the PACS and dropped (DIM-26).
 */
final class SpooledArrival implements Arrival {
  private final FlightArrivals arrivals;
  private final ArrivingInstance announced;
  private final SpoolFile file;
  private final IdentifierPeek peek;
  private boolean identified;
  private @Nullable IncomingInstance shown;

  SpooledArrival(FlightArrivals arrivals, ArrivingInstance announced, SpoolFile file) {
    this.arrivals = arrivals;
    this.announced = announced;
    this.file = file;
    this.peek = new IdentifierPeek(announced.transferSyntax(), StudyFacts.IN_HEADERS);
  }

  ArrivingInstance announced() {
    return announced;
  }

  SpoolFile file() {
    return file;
  }

  /** Who and what it is about, once it is identified. */
  List<String> identity() {
    return StudyFacts.identity(peek.found());
  }

  @Override
  public void append(ByteBuffer fragment) throws IOException {
    arrivals.requireReaders();
    if (identified && shown == null) {
      fragment.position(fragment.limit());
      return;
    }
    try {
      Optional<InstanceIdentifiers> found = identified ? Optional.empty() : peek.look(fragment);
      file.append(fragment);
      if (found.isPresent()) {
        identify(found.get());
      }
    } catch (IOException e) {
      if (e instanceof SpoolFullException) {
        arrivals.noRoom();
      }
      fail(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  @Override
  public void complete() throws IOException {
    try {
      if (!identified) {
        identify(peek.end());
      }
      if (shown != null) {
        file.complete();
      }
    } catch (IOException e) {
      fail(String.valueOf(e.getMessage()));
      throw e;
    }
    if (shown == null) {
      arrivals.passedBy(this);
    } else {
      arrivals.completed(this, shown);
    }
  }

  @Override
  public void fail(String reason) {
    file.fail(reason);
    arrivals.brokeOff(this, shown != null);
  }

  private void identify(InstanceIdentifiers found) throws MalformedDicomException {
    identified = true;
    requireSame(Tag.SOPInstanceUID, announced.sopInstanceUid(), found.sopInstanceUid());
    String sopClass = found.sopClassUid().orElse(announced.sopClassUid());
    requireSame(Tag.SOPClassUID, announced.sopClassUid(), sopClass);
    IncomingInstance instance =
        new IncomingInstance(sopClass, found, announced.transferSyntax(), file);
    if (arrivals.show(instance)) {
      shown = instance;
    } else {
      file.release();
    }
  }

  private static void requireSame(int tag, String announced, String found)
      throws MalformedDicomException {
    if (!announced.equals(found)) {
      throw new MalformedDicomException("command and data set name different UIDs", 0, tag);
    }
  }
}
