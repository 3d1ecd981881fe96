package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream caught = new ByteArrayOutputStream();

  private ProgressBar bar(boolean terminal) {
    return new ProgressBar(new Printer(caught), terminal);
  }

  private String printed() {
    return caught.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTerminalSeesTheBarGrowInPlace() {
    ProgressBar bar = bar(true);
    bar.update("epoch 1", 0, 4);
    bar.update("epoch 1", 2, 4);
    bar.update("epoch 1", 2, 4);
    bar.line("done");
    assertEquals(
        "\repoch 1 [................] 0/4"
            + "\repoch 1 [########........] 2/4"
            + "\r"
            + " ".repeat(30)
            + "\rdone\n",
        printed());
  }

  @Test
  void elsewhereThereAreOnlyLines() {
    ProgressBar bar = bar(false);
    bar.update("epoch 1", 0, 4);
    bar.update("epoch 1", 4, 4);
    bar.line("done");
    assertEquals("done\n", printed());
  }
}
