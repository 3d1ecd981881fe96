/**
 * Initial weights: how large they are drawn, so that signals and gradients keep their size from
 * layer to layer.
 *
 * <p>{@link dev.neurite.init.Initialiser} is sealed; its records are {@link
 * dev.neurite.init.Glorot}, {@link dev.neurite.init.He}, {@link dev.neurite.init.LeCun}, {@link
 * dev.neurite.init.VarianceScaling} with any {@link dev.neurite.init.Fan}, {@link
 * dev.neurite.init.Orthogonal} and {@link dev.neurite.init.Constant}. Every weight is a function of
 * (seed, number of the parameter, index): the same on every machine.
 */
package dev.neurite.init;
