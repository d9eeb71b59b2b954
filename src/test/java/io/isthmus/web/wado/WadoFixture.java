package io.isthmus.web.wado;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A test of the resources over a scripted PACS and a spool of their own. */
@Timeout(30)
abstract class WadoFixture {
  @TempDir Path root;
  WadoBench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new WadoBench(root);
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  /** When nothing is asked of the PACS any more, all that is left in the spool is merely held. */
  void assertNothingInUse() {
    bench.bench.awaitQuiet();
    assertThat(bench.bench.bytesInUse()).isZero();
  }
}
