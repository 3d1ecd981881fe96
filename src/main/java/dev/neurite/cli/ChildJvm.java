package dev.neurite.cli;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command line once more, in a JVM of its own: nothing is loaded there, nothing compiled. */
final class ChildJvm {
  private ChildJvm() {}

  /**
   * What a command prints as JSON, in a JVM with the flags of this one.
   *
   * @throws IOException if it can't be started, or doesn't end with 0: with what it complained of
   */
  static JsonObject run(Jvm jvm, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    jvm.arguments().stream().filter(ChildJvm::isFlag).forEach(command::add);
    command.addAll(List.of("-cp", classPath(), Main.class.getName()));
    command.addAll(arguments);
    Path errors = Files.createTempFile("neurite", ".txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("a JVM of its own ended with " + problem(errors));
      }
      return JsonParser.object().from(output);
    } catch (JsonParserException e) {
      throw new IOException("a JVM of its own printed what is no JSON: " + e.getMessage(), e);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(errors);
    }
  }

  private static String problem(Path errors) throws IOException {
    return Files.readAllLines(errors).stream()
        .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
        .findFirst()
        .orElse("an error and no message");
  }

  /** What says how the JVM runs, and nothing of where its classes are: those are given anew. */
  private static boolean isFlag(String argument) {
    boolean runs = argument.startsWith("-X") || argument.startsWith("--add-modules");
    boolean ours = argument.startsWith("-Dneurite.") && !argument.startsWith("-Dneurite.stderr");
    return runs && !argument.startsWith("-Xlog") || ours;
  }

  /** Where this program's classes are: one jar, or folders and jars of a build. */
  private static String classPath() {
    return Stream.of(Main.class, CommandLine.class, JsonWriter.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(ChildJvm::path)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String path(URL location) {
    try {
      return Path.of(location.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where is " + location + "? " + e.getMessage(), e);
    }
  }
}
