/**
 * Layers: what a network is made of.
 *
 * <p>A layer exists twice. {@link dev.neurite.layer.LayerSpec} is its immutable description, a
 * record, which prints itself and is saved; {@link dev.neurite.layer.Layer} is the live object that
 * a network makes of it, with parameters and scratch. A layer has no links inside itself: its
 * neurons see the outputs of earlier layers, never each other.
 *
 * <p>{@link dev.neurite.layer.Dense} learns; {@link dev.neurite.layer.BatchNorm} and {@link
 * dev.neurite.layer.LayerNorm} normalise; {@link dev.neurite.layer.Dropout} regularises; {@link
 * dev.neurite.layer.Maxout} chooses; {@link dev.neurite.layer.Add} and {@link
 * dev.neurite.layer.Concat} join branches.
 *
 * <p>{@link dev.neurite.layer.Layers} has the factories, for static import.
 *
 * <h2>Conventions</h2>
 *
 * X is [batch, in], W is [out, in], b is [out], Y = f(X·Wᵀ + b): one row of W per neuron, the
 * layout of safetensors files and of ONNX {@code Gemm} with {@code transB=1}. A positive weight
 * excites, a negative one inhibits. All buffers are contiguous.
 *
 * <h2>Why</h2>
 *
 * <p>The running statistics of batch norm are parameters that are not trained, not a thing of their
 * own: so whatever saves, copies, compares or restores a network takes them along, and only the
 * optimiser must know. They move in the backward pass, which comes once per step; a forward pass
 * may be repeated, as by a check of gradients.
 *
 * <p>What is random in a step depends on its {@link dev.neurite.layer.Moment} alone, never on what
 * was drawn before: a run that goes on from a checkpoint draws what it would have drawn.
 *
 * <p>A dense layer adds its bias in the product, and activates in a pass of its own, in place where
 * the derivative needs no Z: 4096 × 256 × 784 with ReLU took 16.2 ms with a Z beside Y and takes
 * 15.9, 4096 × 1024 × 256 25.7 and 24.6. Activating inside the product would gain little more:
 * above the product and an activation that stays in cache, the pass costs nothing for 64 and 256
 * rows (243.2 µs against 242.3 and 0.8), 1.2 and 2.9 % for these two, which are a third of a step.
 * Lost: product and activation by blocks of 256 rows, which pack W for each block (16.4 and 24.9
 * ms; tanh 17.0 and 27.6 against 16.2 and 26.2). One core of an AMD Zen 4, 512 bits, JDK 25.
 */
package dev.neurite.layer;
