package dev.neurite.serve;

/**
 * What freezing did to the outputs.
 *
 * @param folded true if scaling or batch norm was folded into weights
 * @param rows sample rows that were compared with the network
 * @param largestDifference of any output, absolute
 * @param largestOutput of the network on the same rows, absolute: what the difference compares with
 */
public record FreezeReport(
    boolean folded, int rows, double largestDifference, double largestOutput) {}
