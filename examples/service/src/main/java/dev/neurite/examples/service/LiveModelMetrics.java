package dev.neurite.examples.service;

import dev.neurite.serve.LiveModel;
import dev.neurite.serve.LiveStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * The numbers of a live model as Micrometer meters. They are read when the registry asks for them:
 * a call of the model pays nothing.
 */
public final class LiveModelMetrics implements MeterBinder {
  private final LiveModel model;
  private final String name;

  /**
   * Meters of a model.
   *
   * @param name the value of their tag {@code model}
   */
  public LiveModelMetrics(LiveModel model, String name) {
    this.model = model;
    this.name = name;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("neurite.version", model, LiveModel::version)
        .description("The number of the version that answers")
        .tag("model", name)
        .register(registry);
    counter(registry, "neurite.calls", "Calls answered", LiveStats::calls);
    counter(registry, "neurite.rows", "Rows of these calls", LiveStats::rows);
    counter(registry, "neurite.published", "Versions published", LiveStats::published);
    counter(registry, "neurite.refused", "Versions refused", LiveStats::refused);
    counter(registry, "neurite.rollbacks", "Rollbacks", LiveStats::rollbacks);
  }

  private void counter(
      MeterRegistry registry,
      String meter,
      String description,
      ToDoubleFunction<LiveStats> number) {
    FunctionCounter.builder(meter, model, m -> number.applyAsDouble(m.stats()))
        .description(description)
        .tag("model", name)
        .register(registry);
  }
}
