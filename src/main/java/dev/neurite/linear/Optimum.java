package dev.neurite.linear;

/**
 * How a fit ended.
 *
 * @param objective the mean loss plus λ‖w‖², of the machines of all classes together
 * @param accuracy what is left: the largest slope of the objective, or the duality gap over the
 *     objective, as in {@link LinearOptions#tolerance}
 * @param iterations steps, or passes over the data, of the class that took most
 * @param reached true if that is within the tolerance, or as near as rounding allows
 */
public record Optimum(double objective, double accuracy, int iterations, boolean reached) {}
