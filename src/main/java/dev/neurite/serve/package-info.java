/**
 * What a service embeds: {@link dev.neurite.serve.Predictor}, loaded once, called from any thread;
 * {@link dev.neurite.serve.LiveModel}, whose versions are swapped while it answers; {@link
 * dev.neurite.serve.LiveTrainer}, which learns from labelled rows and publishes what it has
 * learned.
 *
 * <p>A predictor is a network frozen into a flat list of steps over packed weights. It is
 * immutable, allocates nothing per call once its threads have scratch memory, and needs no closing.
 *
 * <p>{@code Freezer} takes the weights out of a network ({@code Frozen}: {@code FrozenStep}s);
 * which {@code ColumnMap}s (scaling, batch norm) they take up, {@code Folding} says. They are
 * packed for a set of kernels ({@code FrozenPlan}: {@code Step}s). A {@code Route} is a plan with a
 * {@code ScratchPool}; {@code Publication} has the routes that calls take now. {@code WarmUp} finds
 * out, in a {@code Trial} of {@code Timing}s at its own {@code Pace}, which they should take.
 *
 * <p>A live model has {@code Versions}, one per publication; several may follow each other in a
 * {@code Slot}, a predictor with the {@code Readers} inside it. {@code Guard} says which are fit,
 * and {@code SharedChoice} has one of each description choose kernels for all. The thread of a live
 * trainer runs {@code LiveTraining}: rows from the {@code RowQueue}, a step, the {@code
 * SlidingLoss}, and a version where the {@link dev.neurite.serve.PublishPolicy} wants one.
 *
 * <h2>Conventions</h2>
 *
 * Rows are raw features in the network's order; outputs are the network's. A row alone and a row of
 * a batch give the same bits; so do any backend and any number of calling threads. Scaling is
 * folded into the weights of the layers that read the input, which rounds otherwise than scaling
 * first: by how much, {@link dev.neurite.serve.FreezeReport} says.
 *
 * <h2>Why scalar kernels answer first</h2>
 *
 * Vector code is slow until C2 has compiled it: every operation is a call that makes an object, and
 * a row takes a hundred times as long as on scalar kernels, which the JIT soon has. So callers stay
 * on scalar kernels until SIMD kernels have been called on another thread long enough to win, by
 * measurement on rows of this very network: that is right as well where C2 never comes, where the
 * JIT has left a kernel in a slow state, and for networks too small to gain.
 *
 * <h2>Why warming up rests</h2>
 *
 * Half of the time it does nothing, also where a caller waits for it on the only processor: the
 * compiler needs a processor too, and what runs until it is done is boxed code. With rests, a
 * network of 64-128-10 was warm after 4.1 to 5.3 s of one core and 1.5 to 2.1 s of work; without,
 * after 6.1 s and 5.5 s of work (AMD EPYC, JDK 25.0.3, 512 bits, 64 MB of heap, noisy host).
 *
 * <h2>Why there is a drill, and single rows come first</h2>
 *
 * HotSpot counts a loop's rounds as well as calls. A kernel with long sums reaches the limit of
 * rounds (40,960) before it has been called a thousand times, and is compiled in the middle of its
 * loop: there the accumulators are objects of an unknown class. That compilation of the loop of
 * products took C2 1,135 ms and made 109 KB of code, against 87 ms and 6 KB for the method as a
 * whole; and it kept all others waiting. So a candidate is called with sums of 32 terms until the
 * methods are compiled, which takes 1,024 calls, and only then with its own. What a batch needs
 * compiled is not asked for before single rows have chosen.
 *
 * <p>From the start of the JVM to full speed of single rows, caller spinning on the same and only
 * core, base and drill by turns: 64-128-10 4.7 to 4.2 s (medians of five starts), 784-256-128-10
 * 5.2 to 3.9 (of two; Zen 4, JDK 25.0.3). Two fifths of that core are the caller's, and C2 needs
 * 1.2 to 1.4 s of work: about a third of it for the JDK's vector methods, which it compiles one by
 * one because kernels that are not compiled yet call them.
 *
 * <h2>Why published kernels are watched</h2>
 *
 * The JIT may throw compiled code away at any time, and vector code that is not compiled takes a
 * hundred times as long as scalar code that is. So one call in 1,024 is timed ({@code Watch}: two
 * looks at the clock, 40 ns); eight slow ones in a row have a thread measure both kernels, and
 * {@code Recovery} withdraws those that have become slow until they win again. Kernels that had not
 * won when warming up ended, perhaps because C2 was kept busy, are measured again by {@code
 * Retrial}. {@link dev.neurite.serve.PredictorStats} counts all three.
 *
 * <h2>Why events wait for the recorder</h2>
 *
 * An event class registers itself when it is first used, which starts the flight recorder: loading
 * the first model of a JVM took 0.34 s instead of 0.15. So no event is made until something else
 * has started it.
 *
 * <h2>Why loading a predictor makes no network</h2>
 *
 * In a JVM that has just started every class costs 0.1 to 0.3 ms, every lambda 0.5 to 2, and the
 * first {@code switch} over types 7; the JIT compiles what they run on the same processor, and
 * takes as long again. So a file is read into a {@link dev.neurite.network.Snapshot} and frozen
 * from there, nothing on that way is a lambda, a stream or a switch over types, dense layers are
 * told from others by {@code instanceof} first, sample rows are made and compared when somebody
 * asks for the report (at once only where something was folded). From the start of the JVM to the
 * first answer of a 64-128-10: best 185, median 199, worst 226 ms of ten starts, before 247, 272
 * and 348, by turns, of which the JVM with the module alone takes 79 (AMD EPYC, Zen 4, one core of
 * a busy host, JDK 25.0.3, 64 MB of heap). What is left: 7 ms for a switch inside the JDK's {@code
 * MemorySegment.copy} for arrays, 10 for its first {@code Arena}, 4 for classes of layers that the
 * verifier loads.
 *
 * <h2>Why a pool of scratch memory</h2>
 *
 * A call needs buffers and kernels of its own. Thread locals would keep them for as long as every
 * thread that ever called, and leak class loaders in application servers; here a call takes a free
 * one and gives it back. There are a few per processor; a call that finds none makes one of its own
 * and drops it, and is counted.
 *
 * <h2>Why a live model counts its readers</h2>
 *
 * A version's memory may be used again only when no call is inside. Leaving that to the collector
 * fails in services that run with {@code -XX:+DisableExplicitGC}: 200 models of 8 MB under {@code
 * -Xmx64m} were an OutOfMemoryError. Counting costs two atomic additions per call, on cache lines
 * that threads seldom share: 5 ns of 127 for a network of 30-16-1, 14 of 577 for 64-128-10 (AMD
 * EPYC, Zen 4, one core, JDK 25.0.3); a publisher that finds somebody inside takes other memory and
 * never waits, so there is at most one version's memory more than are kept, current, and held by a
 * call that is stuck.
 *
 * <h2>Why a new version is compared on rows it has not learned</h2>
 *
 * The loss on the window is that of each row before the step that learns it, under the network in
 * training and under the version that answers. So neither has seen the row, both have seen the same
 * rows, and a stream that has become harder for both does not stop publication.
 */
package dev.neurite.serve;
