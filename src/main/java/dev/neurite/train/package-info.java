/**
 * Training: batches, epochs, early stopping, metrics, and a check of gradients.
 *
 * <p>{@link dev.neurite.train.Trainer} collects what a training run needs and runs it; {@link
 * dev.neurite.train.History} is what happened; {@link dev.neurite.train.Evaluation} is how good a
 * network is on data, by the measures of {@link dev.neurite.train.Metrics}; {@link
 * dev.neurite.train.Sanity} makes the checks one makes before a long run; {@link
 * dev.neurite.train.GradientCheck} holds backward passes to finite differences; {@link
 * dev.neurite.train.OnlineTrainer} learns rows as they come.
 *
 * <h2>One answer</h2>
 *
 * The order of rows is a function of (seed, epoch), sums have one order, and kernels have one
 * answer: the same seed gives the same weights bit for bit, on any machine with fused multiply–add,
 * at any vector width, with any number of threads.
 *
 * <p>Rows may be cut into shards by their keys ({@link dev.neurite.train.Sharding}); they may lie
 * here or elsewhere ({@link dev.neurite.train.ShardSource}). {@link
 * dev.neurite.train.ShardGradients} computes those of one place, and {@link
 * dev.neurite.train.GradientTree} adds them pairwise, so that neighbours can be added where they
 * lie and the sum has the same bits. One after the other, as it was before, every shard's gradient
 * would have to travel.
 *
 * <h2>Crash-safe</h2>
 *
 * {@link dev.neurite.train.Trainer#checkpoint} keeps a file from which a run is taken up. It is
 * written beside the old one, forced to the disk and renamed, so whoever is killed at any moment
 * leaves a whole one; and because random numbers are functions of seed and position, the run then
 * ends with the bits of one that was never killed. A {@link dev.neurite.train.TrainingListener}, an
 * interrupt or a deadline end a run between two updates.
 *
 * <h2>Data larger than memory</h2>
 *
 * Rows may come in parts, those of a file say, of which only the one at hand is in memory. An epoch
 * is one pass over all parts in their order, with the rows of each shuffled by themselves.
 *
 * <h2>Regularisation as gradual forgetting</h2>
 *
 * λ‖w‖² is added to the loss, biases left out unless asked. Its gradient 2λ·w pulls every weight
 * towards 0 in every step: what the data does not keep exciting is slowly forgotten, as (1 − 2ηλ)ᵗ
 * under plain gradient descent.
 */
package dev.neurite.train;
