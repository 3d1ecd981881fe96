package dev.neurite.spark.train;

import dev.neurite.data.Scaling;
import dev.neurite.linear.LinearPass;
import java.io.Serializable;

/**
 * A {@link LinearPass} that can be sent to executors.
 *
 * @param kind its kind
 * @param outputs of the model
 * @param rows in all shards
 * @param shift of the scaling
 * @param factor of the scaling
 * @param argument its argument
 */
record SumRequest(
    LinearPass.Kind kind, int outputs, long rows, float[] shift, float[] factor, double[] argument)
    implements Serializable {

  static SumRequest of(LinearPass pass) {
    Scaling scaling = pass.scaling();
    return new SumRequest(
        pass.kind(),
        pass.outputs(),
        pass.rows(),
        scaling.shift(),
        scaling.factor(),
        pass.argument());
  }

  LinearPass pass() {
    return new LinearPass(kind, outputs, rows, Scaling.of(shift, factor), argument);
  }
}
