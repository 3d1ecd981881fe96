package dev.neurite.testing;

import dev.neurite.kernel.Kernels;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Kernels that compute nothing and remember the last call. */
public final class RecordingKernels {

  /**
   * A call of a kernel.
   *
   * @param family the method of {@link Kernels} that gives its interface
   */
  public record Recorded(String family, Method kernel, Object[] arguments) {}

  private Recorded last;
  private final Kernels kernels = (Kernels) proxy(Kernels.class, this::family);

  /** Nothing recorded yet. */
  public RecordingKernels() {}

  /** What to call. */
  public Kernels kernels() {
    return kernels;
  }

  /** The last call, or null. */
  public Recorded last() {
    return last;
  }

  private Object family(Object self, Method method, Object[] none) {
    if (method.getReturnType() == String.class) {
      return "recording";
    }
    return proxy(
        method.getReturnType(),
        (family, kernel, arguments) -> {
          last = new Recorded(method.getName(), kernel, arguments);
          return kernel.getReturnType() == float.class ? 0f : null;
        });
  }

  private static Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }
}
