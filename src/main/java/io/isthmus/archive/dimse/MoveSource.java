package io.isthmus.archive.dimse;

import io.isthmus.dimse.StoreRequest;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Who sends what is asked of a PACS by C-MOVE (DIM-34).
 *
 * @param pacs opaque id of the PACS
 * @param aeTitle its AE title, by which it calls us
 * @param hosts names or addresses that it may send from; asked of the name service each time, as
 *     they may change
 */
public record MoveSource(String pacs, String aeTitle, List<String> hosts) {
  public MoveSource {
    hosts = List.copyOf(hosts);
  }

  /** A PACS that sends from where it is asked. */
  public static MoveSource of(String pacs, String aeTitle, String host) {
    return new MoveSource(pacs, aeTitle, List.of(host));
  }

  /** Whether an instance comes from this PACS, by AE title and by address. */
  boolean sends(StoreRequest request) {
    return aeTitle.equals(request.callingAeTitle())
        && hosts.stream().anyMatch(host -> isAt(host, request.remoteAddress()));
  }

  private static boolean isAt(String host, String remoteAddress) {
    try {
      InetAddress remote = InetAddress.getByName(remoteAddress);
      for (InetAddress known : InetAddress.getAllByName(host)) {
        if (known.equals(remote) || (isThisMachine(known) && isThisMachine(remote))) {
          return true;
        }
      }
      return false;
    } catch (UnknownHostException | SocketException unknown) {
      return false;
    }
  }

  /** A PACS beside us may be known by one address of the machine and send from another. */
  private static boolean isThisMachine(InetAddress address) throws SocketException {
    return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
  }
}
