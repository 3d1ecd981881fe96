package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report for whoever says {@code train --report}. */
class TrainReportTest {
  @TempDir Path folder;
  private Path report;

  @BeforeEach
  void name() {
    report = folder.resolve("report.html");
  }

  private String page(String... more) throws IOException {
    String[] args = {
      "train", "--out", folder.resolve("m.safetensors").toString(), "--report", report.toString()
    };
    String[] all = new String[args.length + more.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    Run run = Run.of(all);
    assertEquals("", run.err());
    assertEquals(0, run.status());
    assertTrue(run.out().contains("report    " + report), run.out());
    return Files.readString(report);
  }

  @Test
  void aRunIsReportedWithItsCommand() throws IOException {
    String page =
        page("--data", "src/data/breast_cancer.csv", "--epochs", "2", "--schedule", "plateau");
    assertTrue(page.contains("<h1>breast_cancer.csv</h1>"));
    assertTrue(page.contains("--schedule plateau"), "the command line");
    assertTrue(page.contains("512 rows trained on, 57 held out"));
    assertTrue(page.contains("ReduceOnPlateau["));
    assertTrue(page.contains("\"learning\":{\"epoch\":[1,2]"));
  }

  @Test
  void aSolvedModelHasResultsAndNoEpochs() throws IOException {
    String page = page("--data", "src/data/breast_cancer.csv", "--model", "logistic");
    assertTrue(page.contains("\"learning\":null"));
    assertTrue(page.contains("\"calibration\":{"));
  }

  @Test
  void valuesAreReportedInTheirUnits() throws IOException {
    StringBuilder csv = new StringBuilder("x,y\n");
    for (int i = 0; i < 80; i++) {
      csv.append(i / 10.0).append(',').append(5000 + 10 * i).append(".5\n");
    }
    Path data = Files.writeString(folder.resolve("line.csv"), csv);
    String page = page("--data", data.toString(), "--epochs", "1");
    int at = page.indexOf("\"actual\":[");
    String[] actual = page.substring(at + 10, page.indexOf(']', at)).split(",");
    for (String value : actual) {
      double y = Double.parseDouble(value);
      assertTrue(y >= 5000 && y <= 5800, value);
    }
  }

  @Test
  void picturesOfAnIdxFileHaveItsShape() throws IOException {
    int n = 60;
    ByteBuffer images = ByteBuffer.allocate(16 + n * 4 * 7);
    images.putInt(0x0803).putInt(n).putInt(4).putInt(7);
    ByteBuffer labels = ByteBuffer.allocate(8 + n).putInt(0x0801).putInt(n);
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < 28; p++) {
        images.put((byte) (i * p % 256));
      }
      labels.put((byte) (i % 2));
    }
    Path x = Files.write(folder.resolve("x"), images.array());
    Path y = Files.write(folder.resolve("y"), labels.array());
    String page = page("--data", x.toString(), "--labels", y.toString(), "--epochs", "1");
    assertTrue(page.contains("\"filters\":{\"layer\":\"dense1\""), "pictures");
    assertTrue(page.contains("\"height\":4,\"width\":7"), "4 × 7 pixels");
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTraining() {
    Path nowhere = folder.resolve("none").resolve("r.html");
    Path model = folder.resolve("m.safetensors");
    Run run =
        Run.of(
            "train",
            "--data",
            "src/data/breast_cancer.csv",
            "--out",
            model.toString(),
            "--report",
            nowhere.toString());
    assertEquals(1, run.status());
    assertTrue(run.err().contains(nowhere + ": cannot be written"), run.err());
    assertFalse(Files.exists(model));
  }
}
