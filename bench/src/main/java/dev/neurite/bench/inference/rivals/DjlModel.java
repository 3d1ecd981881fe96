package dev.neurite.bench.inference.rivals;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import dev.neurite.bench.inference.Model;
import dev.neurite.bench.inference.Net;
import java.nio.FloatBuffer;

/** DJL with the PyTorch engine: a predictor with a translator, as its documentation shows. */
final class DjlModel implements Model {
  private final ai.djl.Model model;
  private final Predictor<float[], float[]> predictor;

  DjlModel(Net net) {
    SequentialBlock chain = new SequentialBlock();
    FloatBuffer file = LoopsModel.read(net);
    model = ai.djl.Model.newInstance(net.toString(), "PyTorch");
    Linear[] layers = new Linear[net.layers()];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = Linear.builder().setUnits(net.out(l)).build();
      chain.add(layers[l]);
      if (!net.isLast(l)) {
        chain.add(Activation::relu);
      }
    }
    chain.add(net.out() == 1 ? Activation::sigmoid : DjlModel::softmax);
    model.setBlock(chain);
    chain.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, net.in()));
    for (int l = 0; l < layers.length; l++) {
      set(layers[l], "weight", file, net.in(l) * net.out(l));
      set(layers[l], "bias", file, net.out(l));
    }
    predictor = model.newPredictor(new Rows(net.in()));
  }

  private static NDList softmax(NDList rows) {
    return new NDList(rows.singletonOrThrow().softmax(-1));
  }

  private static void set(Block layer, String name, FloatBuffer file, int count) {
    float[] values = new float[count];
    file.get(values);
    layer.getParameters().get(name).getArray().set(values);
  }

  @Override
  public void predict(float[] features, float[] outputs) {
    predict(1, features, outputs);
  }

  @Override
  public void predict(int rows, float[] features, float[] outputs) {
    try {
      float[] results = predictor.predict(features);
      System.arraycopy(results, 0, outputs, 0, results.length);
    } catch (TranslateException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }

  /** Rows from an array and back into one. */
  private record Rows(int in) implements NoBatchifyTranslator<float[], float[]> {
    @Override
    public NDList processInput(TranslatorContext context, float[] x) {
      return new NDList(context.getNDManager().create(x, new Shape(x.length / in, in)));
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList outputs) {
      return outputs.singletonOrThrow().toFloatArray();
    }
  }
}
