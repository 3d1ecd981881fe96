package dev.neurite.cli.report;

import java.util.List;
import java.util.Optional;

/**
 * What the layers of a network were like after an epoch.
 *
 * @param layers one per watched layer, in order
 * @param frame what the network answers all over the plane of two features, if there are two
 */
record Snapshot(List<Layer> layers, Optional<Plane.Frame> frame) {

  /**
   * A layer.
   *
   * @param weights how they are spread, if it has some
   * @param outputs how they are spread, over the sample
   * @param idle the share of its units that responded to no row of the sample, for rectifiers, or
   *     the share of all outputs that are saturated; NaN where no output can be idle
   */
  record Layer(Optional<Histogram> weights, Histogram outputs, double idle) {}
}
