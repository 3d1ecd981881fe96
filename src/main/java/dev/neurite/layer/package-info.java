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
 */
package dev.neurite.layer;
