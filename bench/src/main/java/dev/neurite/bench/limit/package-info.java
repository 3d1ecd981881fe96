/**
 * What one core of the machine can do at most, measured in pure Java: the yardstick of the tables.
 *
 * <p>A share of the peak means the same on every machine; GFLOP/s do not. Peak and kernel are
 * measured in the same process or the same run, because on a shared machine both swing together.
 */
package dev.neurite.bench.limit;
