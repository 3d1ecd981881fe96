/**
 * Layers: what a network is made of.
 *
 * <p>A layer exists twice. {@link dev.neurite.layer.LayerSpec} is its immutable description, a
 * record, which prints itself and is saved; {@link dev.neurite.layer.Layer} is the live object that
 * a network makes of it, with parameters and scratch. A layer has no links inside itself: its
 * neurons see the outputs of earlier layers, never each other.
 *
 * <p>{@link dev.neurite.layer.Layers} has the factories, for static import.
 *
 * <h2>Conventions</h2>
 *
 * X is [batch, in], W is [out, in], b is [out], Y = f(X·Wᵀ + b): one row of W per neuron, the
 * layout of safetensors files and of ONNX {@code Gemm} with {@code transB=1}. A positive weight
 * excites, a negative one inhibits. All buffers are contiguous.
 */
package dev.neurite.layer;
