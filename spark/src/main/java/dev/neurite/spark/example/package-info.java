/**
 * Images of digits or of clothes, written to Parquet, scored and trained on: what a job on Spark
 * looks like.
 */
package dev.neurite.spark.example;
