package dev.neurite.optim;

/** A function whose second derivative can be multiplied by a vector. */
public interface TwiceDifferentiable extends Differentiable {

  /**
   * h ← ∇²F(x)·v, at the x of the last {@link #evaluate}.
   *
   * @param v [n], read
   * @param h [n], overwritten
   */
  void hessianTimes(double[] v, double[] h);
}
