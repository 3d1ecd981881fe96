package dev.neurite.spark.train;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * A step in one partition.
 *
 * @param setup of the run
 * @param parameters of the step, as floats in this machine's order
 * @param request which step
 * @param accumulators what is counted
 */
record StepTask(
    Broadcast<RunSetup> setup,
    Broadcast<byte[]> parameters,
    StepRequest request,
    Accumulators accumulators)
    implements FlatMapFunction<Iterator<ShardBlock>, StepPart> {

  @Override
  public Iterator<StepPart> call(Iterator<ShardBlock> partition) {
    ShardBlock block = partition.next();
    RunSetup run = setup.value();
    StepPart part = block.step(run, request, parameters.value());
    long rows = 0;
    for (int ofShard : block.summary().rows()) {
      rows += run.plan().rows(request.index(), ofShard);
    }
    accumulators.rows().add(rows);
    accumulators.seconds().add(part.nanoseconds() * 1e-9);
    return List.of(part).iterator();
  }
}
