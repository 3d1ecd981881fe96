package dev.neurite.bench.inference;

/** A network that a contestant has loaded, and answers as a service would have it. */
public interface Model extends AutoCloseable {

  /**
   * One row.
   *
   * @param features [in]
   * @param outputs [out], overwritten
   */
  void predict(float[] features, float[] outputs);

  /**
   * Many rows.
   *
   * @param features [rows, in]
   * @param outputs [rows, out], overwritten
   */
  void predict(int rows, float[] features, float[] outputs);

  /** Waits until it is as fast as it gets, if it can say so. */
  default void warmUp() {}

  /** Frees what it holds. */
  @Override
  default void close() {}
}
