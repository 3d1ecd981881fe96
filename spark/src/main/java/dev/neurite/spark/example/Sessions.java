package dev.neurite.spark.example;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * Sessions on this machine, with executors in processes of their own where the master is a {@code
 * local-cluster}.
 *
 * <p>A job that is submitted to a cluster needs none of this: {@code spark-submit} hands out the
 * jars and the flags.
 */
public final class Sessions {
  private static final String LOGGING = "log4j2.configurationFile";

  private Sessions() {}

  /**
   * A session whose executors have the driver's class path and JDK. Spark looks for its jars in the
   * folder {@code SPARK_HOME}; they are on the class path, so the folder is made without any.
   *
   * @param master {@code local-cluster[2,1,1024]} is two executor processes of one core and 1024 MB
   */
  public static SparkSession.Builder on(String master) {
    if (master.startsWith("local-cluster")) {
      makeHome();
    }
    return SparkSession.builder()
        .master(master)
        .appName("Neurite")
        .config("spark.executor.extraClassPath", absolute(System.getProperty("java.class.path")))
        .config(
            "spark.executor.extraJavaOptions",
            "-D" + LOGGING + "=" + System.getProperty(LOGGING, ""))
        .config("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"))
        .config("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
        .config("spark.executor.memory", "1000m") // what local-cluster[2,1,1024] has, with room
        .config("spark.sql.shuffle.partitions", 4)
        .config("spark.ui.showConsoleProgress", false)
        .config("spark.ui.enabled", false);
  }

  private static void makeHome() {
    String home = System.getenv("SPARK_HOME");
    if (home == null) {
      throw new IllegalStateException(
          "sessions: executors in processes of their own need the variable SPARK_HOME, the path of"
              + " a folder that may be made");
    }
    try {
      Files.createDirectories(Path.of(home, "jars"));
      Files.writeString(Path.of(home, "RELEASE"), "Spark from the class path\n");
    } catch (IOException e) {
      throw new UncheckedIOException("sessions: can't make the folder " + home, e);
    }
  }

  /** Executors run in folders of their own. */
  private static String absolute(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
