/**
 * Linear models from data to the optimum: Neurite against scikit-learn and its liblinear.
 *
 * <p>A contestant has a process of its own and one thread. What is timed is the fit, best of three,
 * after one that warms up; for breast cancer from the CSV file on, best of many. scikit-learn's
 * L-BFGS has 100 iterations, and Neurite is timed to the objective that came of it; liblinear is
 * timed at the coarsest of its tolerances that reaches Neurite's duality gap.
 */
package dev.neurite.bench.optimum;
