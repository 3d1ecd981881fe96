package dev.neurite.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.io.safetensors.TensorFile;
import dev.neurite.network.Network;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that trains is killed 50 times at random moments; taken up each time, the run ends with
 * the bits of one that was never killed. About half a minute, most of it starts of JVMs.
 */
@Tag("starts")
class KilledRunTest {
  private static final int KILLS = 50;
  private static final int MOST_EPOCHS = 3; // that a run is given before it is killed
  private static final int LONGEST = 25; // ms after that

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("run.safetensors");
  }

  private Process child(int epochs, String... before) throws IOException {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            "target/classes" + File.pathSeparator + "target/test-classes",
            KilledRun.class.getName(),
            file().toString(),
            String.valueOf(epochs)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String uninterrupted(int epochs) {
    try (Network network = Trainings.network()) {
      return Trainings.bits(network, Trainings.trainer(network, epochs).fit(Trainings.DATA));
    }
  }

  @Test
  void fiftyKillsLeaveNoTraceInTheBits() throws IOException, InterruptedException {
    CounterRandom random = new CounterRandom(50, Purpose.SAMPLE);
    Set<String> versions = new HashSet<>();
    int epochs = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = child(1_000_000);
      try (BufferedReader output = process.inputReader()) {
        assertEquals("begins", output.readLine());
        for (int i = random.integer(1, kill, MOST_EPOCHS + 1); i > 0; i--) {
          assertEquals("epoch", output.readLine());
        }
        Thread.sleep(random.integer(2, kill, LONGEST));
        assertTrue(process.isAlive(), "it ended before it was killed");
        process.destroyForcibly().waitFor();
      }
      epochs = epochsDone();
      versions.add(String.valueOf(epochs));
    }
    assertTrue(versions.size() > KILLS / 3, () -> "the run hardly moved: epochs " + versions);
    int total = epochs + 3;
    Process last = child(total);
    try (BufferedReader output = last.inputReader()) {
      assertEquals("begins", output.readLine());
      assertEquals(uninterrupted(total), output.lines().toList().getLast());
    }
    assertEquals(0, last.waitFor());
  }

  /** The epochs in the file; 0 before there is one. */
  private int epochsDone() throws IOException {
    if (!Files.exists(file())) {
      return 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      var metadata = TensorFile.read(file(), arena).metadata();
      return (int) metadata.get("history").lines().count();
    }
  }

  @Test
  void aFullDiskLeavesThePreviousFileWhole() throws IOException, InterruptedException {
    Process first = child(2);
    first.inputReader().readAllLines();
    assertEquals(0, first.waitFor());
    byte[] before = Files.readAllBytes(file());
    // files of at most 2 blocks of 512 bytes: the write fails as on a disk that is full
    Process limited = child(4, "sh", "-c", "ulimit -f 2; exec \"$@\"", "sh");
    String output = String.join("\n", limited.inputReader().readAllLines());
    assertNotEquals(0, limited.waitFor());
    assertTrue(output.contains(file() + ": cannot be written: "), output);
    assertArrayEquals(before, Files.readAllBytes(file()));
    Process resumed = child(4);
    List<String> lines = resumed.inputReader().readAllLines();
    assertNotNull(lines);
    assertEquals(uninterrupted(4), lines.getLast());
  }
}
