package io.isthmus.interop;

import static io.isthmus.retrieve.HandMade.pixels;

import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.interop.RetrievePeer.Fault;
import io.isthmus.retrieve.HandMade;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The faults of {@code docs/faults.md}, as a PACS of hand-written bytes plays them. */
final class FaultTable {
  /** Stands in a name for the status that ends the operation. */
  static final String STATUS = "{status}";

  private static final TransferSyntax EXPLICIT = TransferSyntax.ExplicitVRLittleEndian;
  private static final Fault NONE = request -> false;

  static final HandMade FIRST = instance(HandMade.STUDY, "1.2.3.4.1", 1);
  static final HandMade SECOND = instance(HandMade.STUDY, "1.2.3.4.2", 2);
  private static final HandMade STRAY = instance("9.9", "9.9.9", 3);
  private static final HandMade OTHER = instance(HandMade.STUDY, "9.9.8", 4);
  private static final HandMade OF_ANOTHER_STUDY = instance("9.9", SECOND.sop(), 5);

  /**
   * What a gateway is given.
   *
   * @param spool bytes that the spool may have
   * @param disk bytes that the disk under it has
   * @param silence how long a PACS may be silent
   * @param grace how long instances that were counted may take to come
   */
  record Setting(long spool, long disk, Duration silence, Duration grace) {
    static final Setting USUAL =
        new Setting(1L << 26, 1L << 40, Duration.ofSeconds(20), Duration.ofMillis(100));

    Setting impatient() {
      return new Setting(spool, disk, Duration.ofMillis(500), grace);
    }

    Setting patient() {
      return new Setting(spool, disk, silence, Duration.ofSeconds(20));
    }

    Setting spool(long bytes) {
      return new Setting(bytes, disk, silence, grace);
    }

    Setting disk(long bytes) {
      return new Setting(spool, bytes, silence, grace);
    }
  }

  /**
   * A row of the table.
   *
   * @param script what the PACS does
   */
  record Row(Function<RetrievePeer.Setup, ScriptedPeer.Script> script, Setting setting) {
    Row with(Setting other) {
      return new Row(script, other);
    }
  }

  private final Map<String, IntFunction<Row>> rows = new LinkedHashMap<>();

  FaultTable() {
    associations();
    searches();
    retrieves();
    instances();
    moves();
  }

  /** What is played, by its name and the status in it. */
  Map<String, IntFunction<Row>> rows() {
    return rows;
  }

  private void associations() {
    add("nothing is wrong", retrieve(NONE));
    add("the association is rejected for good", answer(Wire.reject(1, 1, 7)));
    add("the association is rejected for now", answer(Wire.reject(2, 3, 2)));
    add("the association is aborted at once", answer(Wire.abort(2, 0)));
    add("the connection is closed at once", instead(ScriptedConnection::drop));
    add(
        "the association is not answered",
        instead(ScriptedConnection::awaitClose).with(Setting.USUAL.impatient()));
    add(
        "no presentation context is accepted",
        instead(peer -> {
          peer.send(Wire.associateAc(peer.expect(Wire.A_ASSOCIATE_RQ), 0, 3));
          peer.release();
        }));
  }

  private void searches() {
    rows.put("C-FIND ends with " + STATUS, status -> find(request -> request.end(status)));
    add("C-FIND finds nothing", find(request -> request.end(0x0000)));
    add("C-FIND is aborted", find(FaultTable::abort));
    add("C-FIND is reset", find(FaultTable::reset));
    add("C-FIND ends with a closed connection", find(FaultTable::drop));
    add("C-FIND is not answered", find(FaultTable::silence).with(Setting.USUAL.impatient()));
    add(
        "C-FIND gives a match that cannot be read",
        find(request -> {
          request.match(Wire.hex("2000 0d00 5549 ff00 312e"));
          return request.end(0x0000);
        }));
    add(
        "C-FIND is aborted after a match",
        find(request -> {
          request.match(
              RetrievePeer.match(
                  FIRST,
                  request.identifier().contains("STUDY"),
                  request.identifier().contains("SERIES")));
          return abort(request);
        }));
  }

  private void retrieves() {
    rows.put(
        "the retrieve ends with " + STATUS + ", nothing sent",
        status -> retrieve(request -> request.end(status)));
    rows.put(
        "the retrieve ends with " + STATUS + ", counting all as failed",
        status -> retrieve(request -> request.end(status, 0, 2, 0)));
    rows.put(
        "the retrieve ends with " + STATUS + ", one of two sent",
        status -> retrieve(first(status, 1, 1)));
    rows.put(
        "the retrieve ends with " + STATUS + ", both sent",
        status -> retrieve(both(request -> request.end(status, 2, 0, 0))));
    add("it counts a warning", retrieve(both(request -> request.end(0xB000, 1, 0, 1))));
    add("it counts nothing at all", retrieve(both(request -> request.end(0x0000))));
    add("it counts two and sends one", retrieve(first(0x0000, 2, 0)));
    add("it counts one and sends two", retrieve(both(request -> request.end(0x0000, 1, 0, 0))));
    add("it counts one and sends one of two", retrieve(first(0x0000, 1, 0)));
    add(
        "it counts one and sends one of two, the other only when it is named",
        retrieve(request -> {
          HandMade sent = request.names(SECOND) ? SECOND : FIRST;
          request.store(sent, sent.bytes());
          return request.end(0x0000, 1, 0, 0);
        }));
    add(
        "it counts one and sends one of two, and C-FIND of instances is aborted",
        new Row(
            peer(request -> request.isOfInstances() && abort(request), first(0x0000, 1, 0)),
            Setting.USUAL));
    add(
        "it counts one and sends one of two, and C-FIND of instances fails with C001",
        new Row(
            peer(request -> request.isOfInstances() && request.end(0xC001), first(0x0000, 1, 0)),
            Setting.USUAL));
    add(
        "it counts nothing at all, and C-FIND of instances fails with C001",
        new Row(
            peer(
                request -> request.isOfInstances() && request.end(0xC001),
                both(request -> request.end(0x0000))),
            Setting.USUAL));
    add(
        "it counts nothing at all and sends one of two, and C-FIND of instances fails with C001",
        new Row(
            peer(
                request -> request.isOfInstances() && request.end(0xC001),
                request -> {
                  if (request.asksFor(FIRST)) {
                    request.store(FIRST, FIRST.bytes());
                  }
                  return request.end(0x0000);
                }),
            Setting.USUAL));
    add("it is aborted before anything", retrieve(FaultTable::abort));
    add("it is reset before anything", retrieve(FaultTable::reset));
    add("it is not answered", retrieve(FaultTable::silence).with(Setting.USUAL.impatient()));
    add("it is aborted after one of two", retrieve(afterFirst(FaultTable::abort)));
    add("it is reset after one of two", retrieve(afterFirst(FaultTable::reset)));
    add(
        "it falls silent after one of two",
        retrieve(afterFirst(FaultTable::silence)).with(Setting.USUAL.impatient()));
  }

  private void instances() {
    add(
        "C-STORE is aborted within the second instance",
        retrieve(afterFirst(half(request -> cut(request, line -> line.send(Wire.abort(2, 1)))))));
    add(
        "C-STORE is reset within the second instance",
        retrieve(afterFirst(half(request -> cut(request, ScriptedConnection::reset)))));
    add(
        "C-STORE falls silent within the second instance",
        retrieve(afterFirst(half(FaultTable::silence))).with(Setting.USUAL.impatient()));
    add(
        "C-STORE brings half an instance as a whole one",
        second(Arrays.copyOf(SECOND.bytes(), 40)));
    add("C-STORE brings nothing as an instance", second(new byte[0]));
    add("C-STORE brings what is no data set", second(Wire.ascii("an error message of a PACS")));
    add("C-STORE brings a data set with another UID", second(OTHER.bytes()));
    add("C-STORE brings a data set of another study", second(OF_ANOTHER_STUDY.bytes()));
    add(
        "C-STORE brings an instance that was not asked for",
        retrieve(
            afterFirst(request -> {
              request.store(STRAY, STRAY.bytes());
              request.store(SECOND, SECOND.bytes());
              return request.end(0x0000, 3, 0, 0);
            })));
    add(
        "C-STORE brings an instance twice",
        retrieve(
            afterFirst(request -> {
              request.store(SECOND, SECOND.bytes());
              request.store(SECOND, SECOND.bytes());
              return request.end(0x0000, 3, 0, 0);
            })));
    add("the spool has no room for an instance", retrieve(NONE).with(Setting.USUAL.spool(2000)));
    add("the disk is full", retrieve(NONE).with(Setting.USUAL.disk(2000)));
  }

  private void moves() {
    add(
        "it stores under no Move Originator",
        named(request -> new PeerRequest.Sender("ISTHMUS", "PACS", null, 0)));
    add(
        "it stores under another Move Originator",
        named(request -> new PeerRequest.Sender("ISTHMUS", "PACS", "OTHERAE", 9)));
    add(
        "it stores under the AE title of another",
        named(request ->
            new PeerRequest.Sender("ISTHMUS", "ANOTHER", "ISTHMUS", request.messageId())));
    add(
        "it stores after its final response",
        retrieve(
                request -> {
                  int asked = 0;
                  for (HandMade one : List.of(FIRST, SECOND)) {
                    asked += request.asksFor(one) ? 1 : 0;
                  }
                  request.end(0x0000, asked, 0, 0);
                  for (HandMade one : List.of(FIRST, SECOND)) {
                    if (request.asksFor(one)) {
                      request.store(one, one.bytes());
                    }
                  }
                  return true;
                })
            .with(Setting.USUAL.patient()));
    add(
        "the final response overtakes an instance",
        retrieve(
                afterFirst(request -> {
                  request.half(SECOND);
                  request.end(0x0000, request.asksFor(FIRST) ? 2 : 1, 0, 0);
                  request.otherHalf(SECOND);
                  return true;
                }))
            .with(Setting.USUAL.patient()));
    add(
        "it counts an instance that stays half",
        retrieve(
                afterFirst(request -> {
                  request.half(SECOND);
                  request.end(0x0000, request.asksFor(FIRST) ? 2 : 1, 0, 0);
                  request.line().awaitClose();
                  request.forget();
                  return true;
                }))
            .with(Setting.USUAL.impatient()));
  }

  private void add(String name, Row row) {
    rows.put(name, status -> row);
  }

  private static Row find(Fault fault) {
    return new Row(peer(fault, NONE), Setting.USUAL);
  }

  private static Row retrieve(Fault fault) {
    return new Row(peer(NONE, fault), Setting.USUAL);
  }

  private static Row second(byte[] dataSet) {
    return retrieve(
        afterFirst(request -> {
          request.store(SECOND, dataSet);
          return request.end(0x0000, request.asksFor(FIRST) ? 2 : 1, 0, 0);
        }));
  }

  private interface Naming {
    PeerRequest.Sender of(PeerRequest request);
  }

  private static Row named(Naming naming) {
    return retrieve(request -> {
      request.storesAs(naming.of(request));
      return false;
    });
  }

  private static Row answer(byte[] answer) {
    return instead(peer -> {
      peer.expect(Wire.A_ASSOCIATE_RQ);
      peer.send(answer);
      peer.awaitClose();
    });
  }

  private static Row instead(ScriptedPeer.Script script) {
    return new Row(setup -> script, Setting.USUAL);
  }

  private static Function<RetrievePeer.Setup, ScriptedPeer.Script> peer(
      Fault onFind, Fault onRetrieve) {
    return setup -> new RetrievePeer(List.of(FIRST, SECOND), setup, onFind, onRetrieve);
  }

  /** Sends the first instance where it is asked for, and never the second. */
  private static Fault first(int status, int completed, int failed) {
    return request -> {
      boolean asked = request.asksFor(FIRST);
      if (asked) {
        request.store(FIRST, FIRST.bytes());
      }
      return asked
          ? request.end(status, completed, failed, 0)
          : request.end(status, 0, completed - 1 + failed, 0);
    };
  }

  private static Fault both(Fault ending) {
    return request -> {
      for (HandMade instance : List.of(FIRST, SECOND)) {
        if (request.asksFor(instance)) {
          request.store(instance, instance.bytes());
        }
      }
      return ending.play(request);
    };
  }

  private static Fault afterFirst(Fault fault) {
    return request -> {
      if (request.asksFor(FIRST)) {
        request.store(FIRST, FIRST.bytes());
      }
      return fault.play(request);
    };
  }

  private static Fault half(Fault fault) {
    return request -> {
      request.half(SECOND);
      return fault.play(request);
    };
  }

  /** Ends the association of the instances; that of a C-MOVE goes on to its final response. */
  private static boolean cut(PeerRequest request, ScriptedPeer.Script end) throws IOException {
    end.play(request.line());
    request.forget();
    return !request.isMove() || request.end(0xB000, request.asksFor(FIRST) ? 1 : 0, 1, 0);
  }

  private static boolean abort(PeerRequest request) throws IOException {
    request.peer().send(Wire.abort(2, 1));
    return true;
  }

  private static boolean reset(PeerRequest request) throws IOException {
    request.peer().reset();
    return true;
  }

  private static boolean drop(PeerRequest request) throws IOException {
    request.peer().drop();
    return true;
  }

  private static boolean silence(PeerRequest request) throws IOException {
    request.peer().awaitClose();
    return true;
  }

  /** One frame of 3000 pixels. */
  private static HandMade instance(String study, String sop, int mark) {
    HandMade.Encoder encoder = new HandMade.Encoder(EXPLICIT);
    encoder.uid(Tag.SOPClassUID, HandMade.CT);
    encoder.uid(Tag.SOPInstanceUID, sop);
    encoder.uid(Tag.StudyInstanceUID, study);
    encoder.uid(Tag.SeriesInstanceUID, HandMade.SERIES);
    encoder.number(Tag.SamplesPerPixel, 1);
    encoder.text(Tag.PhotometricInterpretation, "CS", "MONOCHROME2");
    encoder.number(Tag.Rows, 50);
    encoder.number(Tag.Columns, 60);
    encoder.number(Tag.BitsAllocated, 8);
    encoder.number(Tag.BitsStored, 8);
    encoder.number(Tag.HighBit, 7);
    encoder.number(Tag.PixelRepresentation, 0);
    encoder.element(Tag.PixelData, "OW", pixels(3000, mark));
    return new HandMade(HandMade.CT, sop, study, HandMade.SERIES, EXPLICIT, encoder.bytes());
  }
}
