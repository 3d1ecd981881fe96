package dev.neurite.spark.example;

import java.io.File;
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
  private Sessions() {}

  /**
   * A session whose executors have the driver's class path and JDK.
   *
   * @param master {@code local-cluster[2,1,1024]} is two executor processes of one core and 1024 MB
   */
  public static SparkSession.Builder on(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("Neurite")
        .config("spark.executor.extraClassPath", absolute(System.getProperty("java.class.path")))
        .config("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"))
        .config("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
        .config("spark.executor.memory", "1000m") // what local-cluster[2,1,1024] has, with room
        .config("spark.sql.shuffle.partitions", 4)
        .config("spark.ui.showConsoleProgress", false)
        .config("spark.ui.enabled", false);
  }

  /** Executors run in folders of their own. */
  private static String absolute(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
