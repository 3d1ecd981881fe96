package dev.neurite.spark.example;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;

import dev.neurite.data.Dataset;
import dev.neurite.data.Idx;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.optim.Adam;
import dev.neurite.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model that the driver trains by itself, in some seconds: something to score with. */
final class LocalModel {
  private LocalModel() {}

  /** The bytes of a 784-64-10 network's file, after one epoch of the images in a folder. */
  static byte[] train(Path idx, Path file) {
    try (Network network = Network.of(MnistParquet.PIXELS, dense(64, RELU), dense(10))) {
      Trainer.of(network.initialise(1), new SoftmaxCrossEntropy())
          .optimiser(new Adam(1e-3f))
          .epochs(1)
          .batch(64)
          .fit(images(idx));
      ModelFile.save(network, file);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dataset images(Path idx) {
    Dataset raw =
        Idx.read(MnistParquet.file(idx, "train-images"), MnistParquet.file(idx, "train-labels"));
    float[][] pixels = raw.features().rows();
    for (float[] row : pixels) {
      for (int i = 0; i < row.length; i++) {
        row[i] /= 255;
      }
    }
    return Dataset.classification(pixels, raw.classes(), raw.labels());
  }
}
