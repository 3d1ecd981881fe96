package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code bin/neurite} in a folder of its own, beside a jar that points to the compiled classes. It
 * starts JVMs, so once is enough.
 */
@Tag("starts")
class LauncherTest {
  private static final Path DATA = Path.of("src/data/breast_cancer.csv").toAbsolutePath();

  @TempDir Path folder;
  private Path home;

  private record Ending(int status, String out, String err) {}

  @BeforeEach
  void install() throws IOException {
    home = folder.resolve("a house");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("target"));
    Files.copy(
        Path.of("bin/neurite"), home.resolve("bin/neurite"), StandardCopyOption.COPY_ATTRIBUTES);
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        place(Main.class) + " " + place(CommandLine.class) + " " + place(JsonWriter.class));
    Path jar = home.resolve("target/neurite-cli.jar");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
  }

  private static String place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }

  private Ending shell(String script) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), script);
    return new Ending(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void itIsFoundThroughChainsOfLinksAndFromAnyFolder() throws Exception {
    Ending ending =
        shell(
            "mkdir -p 'other place'; ln -s '../a house/bin/neurite' 'other place/one';"
                + " ln -s 'other place/one' two; cd 'other place' && ../two --version");
    assertEquals(0, ending.status(), ending.err());
    assertTrue(ending.out().startsWith("neurite " + Version.number() + "\n"), ending.out());
  }

  @Test
  void aPipeGetsNeuritesMessagesAndNoWarningOfTheJvm() throws Exception {
    Ending ending = shell("'a house/bin/neurite' nonsense 2>&1 | cat; echo ${PIPESTATUS[0]}");
    assertTrue(ending.out().startsWith("neurite: Unmatched argument"), ending.out());
    assertFalse(ending.out().contains("WARNING"), ending.out());
    assertTrue(ending.out().endsWith("\n2\n"), ending.out());
  }

  @Test
  void whatIsMissingIsSaidWithWhatToDo() throws Exception {
    Ending jar = shell("rm 'a house/target/neurite-cli.jar'; 'a house/bin/neurite' --version");
    assertEquals(1, jar.status());
    assertTrue(jar.err().contains("is not built yet; run: mvn -f "), jar.err());
  }

  @Test
  void anOldJavaIsPassedOver() throws Exception {
    Ending ending =
        shell(
            "mkdir -p old/bin; ln -s /bin/false old/bin/java; echo 'JAVA_VERSION=\"21.0.1\"' >"
                + " old/release; PATH=\"$JAVA_HOME/bin:$PATH\" JAVA_HOME=$PWD/old"
                + " 'a house/bin/neurite' --version");
    assertEquals(0, ending.status(), ending.err());
    assertTrue(ending.out().contains("Java " + Runtime.version()), ending.out());
  }

  @Test
  void aReaderThatLeavesEndsItQuietly() throws Exception {
    Ending ending =
        shell(
            "n='a house/bin/neurite'; \"$n\" train --data '"
                + DATA
                + "' --model logistic --out"
                + " m.safetensors | head -1; echo ${PIPESTATUS[0]};"
                + " for i in {1..99}; do tail -n +2 '"
                + DATA
                + "'; done > many.csv;"
                + " \"$n\" predict --model m.safetensors --header absent --label 31 --data many.csv"
                + " | head -1; echo ${PIPESTATUS[0]}");
    assertEquals("", withoutWarning(ending.err()));
    String[] lines = ending.out().split("\n");
    assertTrue(lines[0].startsWith("data "), ending.out());
    assertEquals("0", lines[1], "training goes on and saves");
    assertEquals("probability[malignant]", lines[2]);
    assertEquals("0", lines[3]);
    assertTrue(Files.exists(folder.resolve("m.safetensors")));
  }

  private static String withoutWarning(String err) {
    return err.lines()
        .filter(l -> !l.startsWith("WARNING: Using incubator"))
        .toList()
        .toString()
        .replace("[]", "");
  }

  @Test
  void ctrlCKeepsTheBestModel() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                home.resolve("bin/neurite").toString(),
                "train",
                "--data",
                DATA.toString(),
                "--epochs",
                "1000000",
                "--kernels",
                "scalar",
                "--hidden",
                "8",
                "--out",
                folder.resolve("m.safetensors").toString())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    StringBuilder out = new StringBuilder();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      boolean pressed = false;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        out.append(line).append('\n');
        if (!pressed && line.startsWith("epoch ")) {
          pressed = true;
          new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        }
      }
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(130, process.exitValue(), "ended by an interrupt, as shells have it");
    assertTrue(out.toString().contains("stopped   by Ctrl-C after "), out.toString());
    assertTrue(out.toString().contains("saved     "), out.toString());
    assertTrue(Files.size(folder.resolve("m.safetensors")) > 0);
  }
}
