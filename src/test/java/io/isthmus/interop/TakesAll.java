package io.isthmus.interop;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.ul.AcceptPolicy;
import java.util.List;
import java.util.Optional;

/** As the gateway's own Store SCP: every class, compressed as proposed, else native. */
final class TakesAll implements AcceptPolicy {
  @Override
  public boolean acceptsCalled(String calledAeTitle) {
    return calledAeTitle.equals(GatewaySide.AE_TITLE);
  }

  @Override
  public boolean supports(String abstractSyntax) {
    return true;
  }

  @Override
  public Optional<String> choose(String abstractSyntax, List<String> proposed) {
    return proposed.stream()
        .filter(uid -> TransferSyntax.of(uid).encapsulated())
        .findFirst()
        .or(() -> proposed.stream().findFirst());
  }
}
