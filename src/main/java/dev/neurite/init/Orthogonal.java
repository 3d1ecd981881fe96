package dev.neurite.init;

import dev.neurite.check.Check;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;

/**
 * W with orthonormal rows, or columns if there are more rows than columns, times a gain: normal
 * numbers made orthogonal by the modified method of Gram and Schmidt, in {@code double}, twice.
 *
 * <p>Source: Saxe, McClelland, Ganguli, <i>Exact solutions to the nonlinear dynamics of learning in
 * deep linear neural networks</i>, ICLR 2014.
 *
 * @param gain above 0
 */
public record Orthogonal(float gain) implements Initialiser {

  /** Checks the gain. */
  public Orthogonal {
    Check.positive("orthogonal", "gain", gain);
  }

  @Override
  public void fill(Tensor w, int fanIn, int fanOut, CounterRandom random, long parameter) {
    boolean tall = fanOut > fanIn;
    int count = tall ? fanIn : fanOut;
    int length = tall ? fanOut : fanIn;
    double[][] vectors = new double[count][length];
    for (int v = 0; v < count; v++) {
      for (int i = 0; i < length; i++) {
        vectors[v][i] = random.normal(parameter, (long) v * length + i);
      }
      orthogonalise(vectors, v);
      orthogonalise(vectors, v); // what rounding left of the others
    }
    for (int v = 0; v < count; v++) {
      for (int i = 0; i < length; i++) {
        long at = tall ? (long) i * fanIn + v : (long) v * fanIn + i;
        w.set(at, (float) (gain * vectors[v][i]));
      }
    }
  }

  /** Takes the parts along all vectors before it out of a vector, and makes its length 1. */
  private static void orthogonalise(double[][] vectors, int index) {
    double[] vector = vectors[index];
    for (int u = 0; u < index; u++) {
      double part = dot(vector, vectors[u]);
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= part * vectors[u][i];
      }
    }
    double length = Math.sqrt(dot(vector, vector));
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
