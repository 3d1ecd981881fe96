package dev.neurite.train;

import java.util.OptionalDouble;

/**
 * What an epoch came to.
 *
 * @param epoch its number, from 1
 * @param loss the mean loss of its batches, each before its update, plus λ‖w‖² at the end
 * @param accuracy of the same outputs; empty for regression
 * @param validationLoss the mean loss on the rows held out, after the epoch
 * @param validationAccuracy on the same
 */
public record EpochResult(
    int epoch,
    double loss,
    OptionalDouble accuracy,
    OptionalDouble validationLoss,
    OptionalDouble validationAccuracy) {}
