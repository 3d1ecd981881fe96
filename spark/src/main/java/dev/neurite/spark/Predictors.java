package dev.neurite.spark;

import dev.neurite.serve.Predictor;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The predictors of this JVM: one for each model, whatever the number of tasks and of broadcasts.
 *
 * <p>A predictor lives as long as Spark keeps the broadcast bytes it was made of, or as a task uses
 * it: there is nothing to give back, and no task that dies can keep one.
 *
 * <p>This is the one place with static state: tasks of one executor share nothing else.
 */
final class Predictors {
  /** By the identity of the arrays. */
  private static final Map<byte[], Predictor> OF_BYTES = new WeakHashMap<>();

  private static final Map<String, WeakReference<Predictor>> OF_HASH = new HashMap<>();

  private Predictors() {}

  /** The predictor of a model; tasks that come while it is made wait for it. */
  static synchronized Predictor of(String hash, byte[] bytes) {
    Predictor known = OF_BYTES.get(bytes);
    if (known != null) {
      return known;
    }
    WeakReference<Predictor> reference = OF_HASH.get(hash);
    Predictor shared = reference == null ? null : reference.get();
    Predictor predictor = shared == null ? Model.predictor("model " + hash, bytes) : shared;
    OF_HASH.values().removeIf(r -> r.refersTo(null));
    OF_HASH.put(hash, new WeakReference<>(predictor));
    OF_BYTES.put(bytes, predictor);
    return predictor;
  }

  /** True if there is a predictor of this model. */
  static synchronized boolean holds(String hash) {
    OF_BYTES.size(); // lets go of what has lost its bytes
    WeakReference<Predictor> reference = OF_HASH.get(hash);
    return reference != null && !reference.refersTo(null);
  }
}
