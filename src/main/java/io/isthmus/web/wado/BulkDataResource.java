package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementPath;
import io.isthmus.dicom.data.Tag;
import io.isthmus.retrieve.ByteRange;
import io.isthmus.retrieve.FrameIndex;
import io.isthmus.retrieve.InstanceContent;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.spool.DirectBuffers;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.NotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bulk values and frames of one instance, as stored (PS3.18 10.4.1.1.5, 10.4.1.1.6). The instance
 * is whole before the answer begins.
 */
public final class BulkDataResource {
  private final RetrieveService retrieves;
  private final InstanceSpool spool;

  /** Over a service, with the spool for what must be written anew. */
  public BulkDataResource(RetrieveService retrieves, InstanceSpool spool) {
    this.retrieves = retrieves;
    this.spool = spool;
  }

  /** What is to be found in an instance. */
  @FunctionalInterface
  private interface Finder {
    List<BulkAnswer.Part> find(InstanceContent content, String address) throws IOException;
  }

  /** {@code .../instances/{instance}/frames/{frames}}. */
  public void frames(Exchange exchange) throws ArchiveException, IOException {
    List<Integer> wanted = BulkRequest.frames(exchange.pathParameter("frames"));
    answer(exchange, (content, address) -> frames(content, address, wanted));
  }

  /**
   * {@code .../instances/{instance}/bulkdata/{element}}: the BulkDataURIs of the metadata
   * (WADO-25).
   */
  public void bulkData(Exchange exchange) throws ArchiveException, IOException {
    ElementPath path =
        ElementPath.parse(exchange.pathParameter("element"))
            .orElseThrow(() -> new NotFoundException("this is no address of a bulk value"));
    answer(exchange, (content, address) -> value(content, address, path));
  }

  private void answer(Exchange exchange, Finder finder) throws ArchiveException, IOException {
    RetrieveScope scope = InstancePath.instance(exchange);
    BulkRequest request = BulkRequest.of(exchange);
    try (Retrieval retrieval = retrieves.open(exchange.caller(), exchange.pacs(), scope)) {
      exchange.onClientGone(retrieval::close);
      SpooledInstance instance = retrieval.next();
      if (instance == null) {
        throw new IllegalStateException("a retrieve of nothing that ended well");
      }
      give(exchange, request, instance, finder);
    } catch (IOException e) {
      throw ReadFailure.of(exchange.pacs(), e);
    }
  }

  private void give(Exchange exchange, BulkRequest request, SpooledInstance instance, Finder finder)
      throws IOException {
    try (InstanceContent content = InstanceContent.read(instance, spool);
        DirectBuffers.Loan buffer = spool.buffers().borrow()) {
      String address = InstancePath.of(exchange.baseUri(), instance);
      List<BulkAnswer.Part> parts = finder.find(content, address);
      BulkRequest.Wish wish =
          request
              .choose(content.transferSyntax(), parts.size())
              .orElseThrow(BulkRequest::notAcceptable);
      new BulkAnswer(exchange, content, buffer.buffer()).give(wish, parts);
    }
  }

  private static List<BulkAnswer.Part> frames(
      InstanceContent content, String address, List<Integer> wanted) throws IOException {
    Element.Located pixels =
        FrameIndex.pixels(content.dataSet())
            .orElseThrow(() -> new NotFoundException("the instance has no pixel data"));
    FrameIndex index = index(content, content.dataSet(), pixels);
    if (wanted.stream().anyMatch(number -> number > index.count())) {
      throw new NotFoundException("the instance has " + index.count() + " frames");
    }
    return wanted.stream()
        .map(number -> new BulkAnswer.Part(address + "/frames/" + number, index.frame(number)))
        .toList();
  }

  private static List<BulkAnswer.Part> value(
      InstanceContent content, String address, ElementPath path) throws IOException {
    String location = address + "/bulkdata/" + path;
    Element element =
        path.in(content.dataSet())
            .filter(found -> !found.isEmpty())
            .orElseThrow(() -> new NotFoundException("the instance has no such value"));
    if (!(element instanceof Element.Located located)) {
      throw new NotFoundException("this value stands in the metadata");
    }
    if (!located.encapsulated()) {
      long length = withoutPadding(content, located);
      return List.of(
          new BulkAnswer.Part(location, List.of(new ByteRange(located.offset(), length))));
    }
    // An icon within a sequence is one frame, however many the image has.
    DataSet image = path.depth() == 0 ? content.dataSet() : DataSet.EMPTY;
    FrameIndex index = index(content, image, located);
    return IntStream.rangeClosed(1, index.count())
        .mapToObj(number -> new BulkAnswer.Part(location, index.frame(number)))
        .toList();
  }

  /** A document ends where (0042,0015) says, not at an even place (WADO-27). */
  private static long withoutPadding(InstanceContent content, Element.Located value) {
    if (value.tag() != Tag.EncapsulatedDocument) {
      return value.length();
    }
    long stated = content.dataSet().integer(Tag.EncapsulatedDocumentLength).orElse(-1);
    return stated == value.length() - 1 ? stated : value.length();
  }

  /** Frames that cannot be told apart, such as those of a video, cannot be given (WADO-34). */
  private static FrameIndex index(InstanceContent content, DataSet image, Element.Located pixels)
      throws IOException {
    return FrameIndex.of(content, image, pixels).orElseThrow(BulkRequest::notAcceptable);
  }
}
