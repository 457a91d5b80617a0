package io.telltale.budget;

import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 10,000 operations a second, of which one takes 50 ms in the case that stalls. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 2)
public class SmallPace {
  static final long STALL_NS = 50_000_000;

  private static final long PER_SECOND = 10_000;

  /** Whether one of the operations is slow. */
  @Param({"never", "once"})
  public String stall;

  @Param("1")
  public int seconds;

  private long done;

  @Benchmark
  public void run(Pace pace) {
    done = 0;
    long slow = stall.equals("once") ? 100 : -1;
    pace.run(
        PER_SECOND,
        PER_SECOND * seconds,
        () -> {
          if (done++ == slow) {
            LockSupport.parkNanos(STALL_NS);
          }
        });
  }
}
