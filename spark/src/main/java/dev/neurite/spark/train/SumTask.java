package dev.neurite.spark.train;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * A sum over the rows of one partition.
 *
 * @param request what is added up
 * @param accumulators what is counted
 */
record SumTask(Broadcast<SumRequest> request, Accumulators accumulators)
    implements FlatMapFunction<Iterator<ShardBlock>, SumPart> {

  @Override
  public Iterator<SumPart> call(Iterator<ShardBlock> partition) {
    SumPart part = partition.next().sum(request.value().pass());
    accumulators.seconds().add(part.nanoseconds() * 1e-9);
    return List.of(part).iterator();
  }
}
