package dev.neurite.bench;

import dev.neurite.kernel.Kernels;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Which build of the library is measured: numbers without it can't be compared. */
final class Build {
  private static final String ROOT = "dev/neurite/";
  private static final String BENCH = "dev/neurite/bench/";

  private Build() {}

  /**
   * The jar's name, when its file was written, and the first digits of a SHA-256 of the library's
   * classes: the same for the jar and for the copy of it inside {@code benchmarks.jar}.
   */
  static String describe() {
    try {
      File file =
          new File(Kernels.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!file.isFile()) {
        return file + " (not a jar)";
      }
      Instant written = Instant.ofEpochMilli(file.lastModified()).truncatedTo(ChronoUnit.SECONDS);
      return "%s of %s, build %s".formatted(file.getName(), written, hash(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(File file) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (JarFile jar = new JarFile(file)) {
      List<JarEntry> classes =
          jar.stream()
              .filter(e -> e.getName().endsWith(".class"))
              .filter(e -> e.getName().startsWith(ROOT) && !e.getName().startsWith(BENCH))
              .sorted(Comparator.comparing(JarEntry::getName))
              .toList();
      for (JarEntry entry : classes) {
        digest.update(jar.getInputStream(entry).readAllBytes());
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 6);
  }
}
