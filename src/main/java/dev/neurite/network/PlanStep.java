package dev.neurite.network;

import dev.neurite.layer.Layer;
import java.lang.foreign.MemorySegment;

/**
 * One node of a live network: its layer, where its inputs come from, and its buffers.
 *
 * <p>Sources are indices of earlier steps; −1 is the network's input.
 */
final class PlanStep {
  final Layer layer;
  final int[] sources;
  final int width;

  /** Per input: true if a later step has already written the gradient of that source. */
  final boolean[] accumulate;

  /** The inputs, the output, and the gradients of both; set when buffers are reserved. */
  final MemorySegment[] x;

  final MemorySegment[] dx;
  MemorySegment y = MemorySegment.NULL;
  MemorySegment dy = MemorySegment.NULL;

  PlanStep(Layer layer, int[] sources, int width) {
    this.layer = layer;
    this.sources = sources;
    this.width = width;
    this.accumulate = new boolean[sources.length];
    this.x = new MemorySegment[sources.length];
    this.dx = new MemorySegment[sources.length];
  }
}
