/** ONNX. */
package dev.neurite.io.onnx;
