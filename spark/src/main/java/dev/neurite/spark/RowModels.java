package dev.neurite.spark;

import java.io.Serializable;

/** Where tasks get a model: sent to executors by Spark, which serialises it. */
interface RowModels extends Serializable {
  /** A model for one task. */
  RowModel open();
}
