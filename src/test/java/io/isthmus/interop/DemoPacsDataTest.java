package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.demo.DemoFiles;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo data as pydicom sees it. */
class DemoPacsDataTest {
  @TempDir Path folder;

  @Test
  void everyKindOfInstanceIsReadWithoutAWarning() throws IOException {
    List<String> command =
        new ArrayList<>(List.of(Peers.python(), "src/test/python/read_strictly.py"));
    List<String> expected = new ArrayList<>();
    Set<String> series = new HashSet<>();
    for (DemoInstance instance : DemoData.instances()) {
      if (series.add(instance.seriesInstanceUid())) {
        command.add(DemoFiles.write(instance, folder).toString());
        expected.add(instance.sopInstanceUid() + " 0");
      }
    }

    assertThat(Programs.run(command)).isEqualTo(String.join("\n", expected) + "\n");
  }
}
