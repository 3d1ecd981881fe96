package dev.neurite.bench.contest.entrants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A rival's shared library, called through {@code java.lang.foreign}. Calls are <em>critical</em>:
 * the JVM does nothing around them, so the rival has the speed that C would see.
 */
@SuppressWarnings("restricted")
final class Library {
  private static final Path FOLDER = Path.of(System.getProperty("natives", "target/natives"));

  private final SymbolLookup symbols;

  private Library(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /**
   * A library that the system has.
   *
   * @throws IllegalArgumentException if it has none of this name
   */
  static Library ofSystem(String name) {
    return new Library(SymbolLookup.libraryLookup(name, Arena.global()));
  }

  /** A library inside a jar of org.bytedeco, unpacked once beside the files that it needs. */
  static Library ofJar(String project, String file, String... needed) {
    for (String other : needed) {
      unpack(project, other);
    }
    return new Library(SymbolLookup.libraryLookup(unpack(project, file), Arena.global()));
  }

  /** True if the system has such a library. */
  static boolean isOnSystem(String name) {
    try {
      ofSystem(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** True if the class path has such a jar, and this machine can use it. */
  static boolean isOnClassPath(String project, String file) {
    boolean fits =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    return fits && Library.class.getResource(resource(project, file)) != null;
  }

  /** A function of the library. */
  MethodHandle function(String name, FunctionDescriptor type) {
    return Linker.nativeLinker()
        .downcallHandle(symbols.findOrThrow(name), type, Linker.Option.critical(false));
  }

  private static String resource(String project, String file) {
    return "/org/bytedeco/%s/linux-x86_64/%s".formatted(project, file);
  }

  private static Path unpack(String project, String file) {
    Path path = FOLDER.resolve(project, file).toAbsolutePath();
    if (Files.exists(path)) {
      return path;
    }
    try (InputStream in = Library.class.getResourceAsStream(resource(project, file))) {
      Files.createDirectories(path.getParent());
      Path partial = Files.createTempFile(path.getParent(), file, ".part");
      Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
      return Files.move(partial, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
