package dev.neurite.data;

import dev.neurite.check.Check;
import dev.neurite.tensor.Shape;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads IDX files [1], the format of MNIST, packed with gzip or not.
 *
 * <p>A file is two zero bytes, a byte for the type of its elements, a byte for the number of
 * dimensions, the dimensions as big-endian 32-bit integers, and the elements in row-major order.
 * Elements may be bytes with or without sign, 16- or 32-bit integers, floats or doubles; all become
 * floats, rounded to nearest. NaN and infinities are refused.
 *
 * <p>[1] Y. LeCun, C. Cortes, C. Burges, <i>The MNIST database of handwritten digits</i>, "The IDX
 * file format".
 */
public final class Idx {
  private Idx() {}

  /**
   * The content of a file, in memory that the collector frees.
   *
   * @throws DataException if the file cannot be read or is malformed
   */
  public static Tensor readTensor(Path path) {
    return content(path).elements();
  }

  /**
   * Images with their classes.
   *
   * <p>Each image becomes a row of features, its pixels in row-major order and unscaled. The
   * classes are called "0", "1", … up to the largest that occurs.
   *
   * @param images two or more dimensions, of which the first counts the images
   * @param labels one dimension: the class of each image
   * @throws DataException if a file cannot be read or is malformed, or the two do not match
   */
  public static Dataset read(Path images, Path labels) {
    Tensor features = rows(images, content(images).elements());
    IdxReader.Content content = content(labels);
    int[] classes = classes(labels, content);
    int rows = features.shape().dimension(0);
    if (classes.length != rows) {
      throw new DataException(
          labels
              + ": expected "
              + rows
              + " labels as "
              + images
              + " has rows, got "
              + classes.length);
    }
    List<String> names = ClassColumn.numbers(classes);
    Tensor targets = ClassColumn.of(classes, names.size());
    return new Dataset(Dataset.Kind.CLASSES, features, targets, null, List.of(), names);
  }

  /**
   * Rows without classes, as {@link #read} makes them of images.
   *
   * @throws DataException if the file cannot be read or is malformed
   */
  public static Dataset readRows(Path images) {
    Tensor features = rows(images, content(images).elements());
    Tensor none = Tensor.allocate(Arena.ofAuto(), features.shape().dimension(0), 0);
    return new Dataset(Dataset.Kind.NONE, features, none, null, List.of(), List.of());
  }

  private static IdxReader.Content content(Path path) {
    Check.notNull("idx", "path", path);
    return Source.read(path, (file, in) -> new IdxReader(file, in).read());
  }

  private static Tensor rows(Path path, Tensor images) {
    int[] dimensions = images.shape().toArray();
    if (dimensions.length < 2 || images.elements() == 0) {
      throw new DataException(
          path + ": expected 2 dimensions or more, none of them 0, got " + images.shape());
    }
    int columns = images.elements() / dimensions[0];
    return Tensor.view(images.segment(), Shape.of(dimensions[0], columns));
  }

  private static int[] classes(Path path, IdxReader.Content content) {
    Tensor labels = content.elements();
    if (labels.shape().rank() != 1) {
      throw new DataException(path + ": expected 1 dimension, got " + labels.shape());
    }
    int[] classes = new int[labels.elements()];
    for (int i = 0; i < classes.length; i++) {
      float label = labels.get(i);
      classes[i] = (int) label;
      if (classes[i] != label || label < 0 || label >= Dataset.MOST_CLASSES) {
        throw new DataException(
            path
                + ": byte "
                + content.position(i)
                + ": expected a class in [0, "
                + Dataset.MOST_CLASSES
                + "), got "
                + label);
      }
    }
    return classes;
  }
}
