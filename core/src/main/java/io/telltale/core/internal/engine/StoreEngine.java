package io.telltale.core.internal.engine;

import io.telltale.core.Backlog;
import io.telltale.core.CorruptStoreException;
import io.telltale.core.DuplicatePolicy;
import io.telltale.core.RecoveryReport;
import io.telltale.core.StoreConfig;
import io.telltale.core.StoreException;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.StoreLock;
import io.telltale.core.internal.journal.ChronicleJournal;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.journal.JvmFlags;
import io.telltale.core.internal.journal.LeftFrames;
import io.telltale.core.internal.recovery.StoreContents;
import io.telltale.core.internal.recovery.StoreLayout;
import io.telltale.core.internal.view.ReadingTap;
import io.telltale.core.internal.view.Views;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;

/**
 * The writing side of an open store: journal, indexer, heads, sealer and compactor wired together,
 * and waiting for them.
 *
 * <p><b>Threading:</b> any thread, but {@link #doWork}: one at a time.
 */
public final class StoreEngine implements AutoCloseable {
  private static final long WAIT_NS = 20_000;

  /** After so many sleeps they get longer, twice as long each time, up to 2^5 times. */
  private static final int SHORT_SLEEPS = 16;

  private static final int LENGTHENINGS = 5;

  /** Looks before a waiting thread sleeps: waking up takes longer than an indexer that keeps up. */
  private static final int YIELDS = 50;

  /** A merge may take a quarter of the heap, and holds some 100 bytes a block of what it merges. */
  private static final long HEAP_BYTES_A_BLOCK = 400;

  private static final long IDLE_SPINS = 100;
  private static final long IDLE_YIELDS = 100;
  private static final long IDLE_MIN_NS = 1_000;
  private static final long IDLE_MAX_NS = 1_000_000;

  private final StoreLock lock;
  private final StoreContents contents;
  private final Journal journal;
  private final Views views;
  private final Progress progress;
  private final Heads heads;
  private final Indexer indexer;
  private final SealThenCompact sealer;
  private RecoveryReport recovery;
  private AgentRunner indexerRunner;
  private AgentRunner sealerRunner;

  private StoreEngine(
      StoreLock lock,
      StoreContents contents,
      Journal journal,
      Progress progress,
      Views views,
      Heads heads,
      Indexer indexer,
      SealThenCompact sealer) {
    this.lock = lock;
    this.contents = contents;
    this.journal = journal;
    this.progress = progress;
    this.views = views;
    this.heads = heads;
    this.indexer = indexer;
    this.sealer = sealer;
  }

  /** Locks, recovers and starts; what the journal holds is visible on return. */
  public static StoreEngine open(StoreConfig config, FileOps ops) {
    JvmFlags.require();
    StoreLayout layout = new StoreLayout(config.directory());
    StoreLock lock = StoreContents.lock(ops, layout);
    StoreContents contents = null;
    ChronicleJournal journal = null;
    StoreEngine engine = null;
    try {
      contents = StoreContents.openForWriting(ops, layout, config.duplicates(), config.limits());
      journal =
          ChronicleJournal.open(
              layout.journal(),
              config.journalRollBytes(),
              config.replayRetention(),
              contents.manifest().sealedPosition(),
              contents.catalog().seriesCount());
      engine = wire(config, ops, lock, contents, journal);
      if (config.ownThreads()) {
        engine.start();
      }
      engine.awaitIndexed(journal.lastPosition());
      engine.recovery = engine.setDamageAside(journal, layout);
      return engine;
    } catch (RuntimeException | Error fault) {
      try {
        if (engine != null) {
          engine.stop();
        } else {
          CloseHelper.closeAll(journal, contents, lock);
        }
      } catch (RuntimeException further) {
        fault.addSuppressed(further);
      }
      throw fault;
    }
  }

  private static StoreEngine wire(
      StoreConfig config,
      FileOps ops,
      StoreLock lock,
      StoreContents contents,
      ChronicleJournal journal) {
    long arenaBytes =
        config.arenaBytes() > 0 ? config.arenaBytes() : DirectMemory.defaultArenaBytes();
    DirectMemory.requireArenas(arenaBytes, contents.catalog().seriesCount());
    long sealed = contents.manifest().sealedPosition();
    boolean lastWins = contents.manifest().duplicates() == DuplicatePolicy.LAST_ARRIVED;
    Catalog catalog = contents.catalog();
    Progress progress = new Progress(journal, sealed, config.errorHandler());
    Views views = new Views(catalog, lastWins, contents.segments());
    Heads heads = new Heads(views, arenaBytes);
    SharedSealing sharing = new SharedSealing(BatchEncoder::new, BatchEncoder::new);
    Indexer indexer =
        new Indexer(
            journal.readAfter(sealed), journal.left().last(), catalog, heads, progress, sharing);
    SegmentShelf shelf = new SegmentShelf(ops, new StoreLayout(config.directory()), contents);
    int processors = Runtime.getRuntime().availableProcessors();
    MemoryAhead ahead = new MemoryAhead(journal, heads, config.ownThreads());
    SealingPace pace =
        new SealingPace(journal, progress, heads, ahead, config.ownThreads(), processors);
    Sealer sealer =
        new Sealer(shelf, catalog, journal, heads, views, progress, pace, ahead, sharing, lastWins);
    Compactor compactor =
        new Compactor(
            shelf,
            catalog,
            journal,
            heads,
            views,
            progress,
            new CompactionPolicy(Runtime.getRuntime().maxMemory() / HEAP_BYTES_A_BLOCK)::choose,
            new RetiredSegments(shelf::drop),
            lastWins,
            config.compaction());
    SealThenCompact sealing = new SealThenCompact(sealer, compactor);
    return new StoreEngine(lock, contents, journal, progress, views, heads, indexer, sealing);
  }

  /** What is intact in damaged files is sealed first. */
  private RecoveryReport setDamageAside(ChronicleJournal journal, StoreLayout layout) {
    LeftFrames left = journal.left();
    List<Path> aside = List.of();
    if (!left.damages().isEmpty()) {
      seal();
      aside = journal.setAside(layout.setAside());
    }
    return new RecoveryReport(
        contents.segments().size(),
        contents.manifest().sealedPosition(),
        left.last(),
        left.frames(),
        left.readings() - left.refused(),
        left.refused(),
        left.damages().stream().map(CorruptStoreException::getMessage).toList(),
        aside);
  }

  private void start() {
    indexerRunner = run(indexer);
    sealerRunner = run(sealer);
  }

  private AgentRunner run(Agent agent) {
    AgentRunner runner =
        new AgentRunner(
            new BackoffIdleStrategy(IDLE_SPINS, IDLE_YIELDS, IDLE_MIN_NS, IDLE_MAX_NS),
            progress::fail,
            null,
            agent);
    AgentRunner.startOnThread(
        runner,
        task -> {
          Thread thread = new Thread(task, agent.roleName());
          thread.setDaemon(true);
          return thread;
        });
    return runner;
  }

  public Journal journal() {
    progress.check();
    return journal;
  }

  /** What was found when it was opened. */
  public RecoveryReport recovery() {
    return recovery;
  }

  public Catalog catalog() {
    return contents.catalog();
  }

  public Views views() {
    return views;
  }

  /**
   * Tells a tap of every frame that is indexed from now on; what came before is indexed on return.
   */
  public void tap(ReadingTap tap) {
    indexer.tap(tap);
    if (tap != ReadingTap.NONE) {
      awaitIndexed(journal.lastPosition());
    }
  }

  /** What waits for the agents. */
  public Backlog backlog() {
    progress.check();
    return progress.backlog();
  }

  /** One step of all agents, when they have no threads of their own. */
  public int doWork() {
    if (indexerRunner != null) {
      throw new IllegalStateException("the store runs its agents on threads of its own");
    }
    progress.check();
    int work = indexer.doWork() + sealer.doWork();
    progress.check();
    return work;
  }

  /** Waits until everything up to the position is visible. */
  public void awaitIndexed(long position) {
    if (position > journal.lastPosition()) {
      throw new IllegalArgumentException(
          "position=" + position + " was never committed; last=" + journal.lastPosition());
    }
    for (int looks = 0; progress.indexed() < position; looks++) {
      step(looks);
    }
    progress.checkFailure();
  }

  /** Seals everything committed before the call. */
  public void seal() {
    progress.check();
    long position = journal.lastPosition();
    progress.requestSeal(position);
    for (int looks = YIELDS; progress.sealed() < position; looks++) {
      step(looks);
    }
    progress.checkFailure();
  }

  /** Seals everything committed before the call, and merges what is worth it. */
  public void compact() {
    seal();
    long position = progress.sealed();
    progress.requestCompaction(position);
    for (int looks = YIELDS; progress.compacted() < position; looks++) {
      step(looks);
    }
    progress.checkFailure();
  }

  private void step(int looks) {
    progress.check();
    if (indexerRunner == null) {
      doWork();
    } else if (looks < YIELDS) {
      Thread.yield();
    } else {
      int longer = Math.min((looks - YIELDS) / SHORT_SLEEPS, LENGTHENINGS);
      LockSupport.parkNanos(WAIT_NS << longer);
      if (Thread.currentThread().isInterrupted()) {
        throw new StoreException("interrupted while waiting for the store");
      }
    }
  }

  /**
   * Seals everything, stops the agents and closes; after a failure nothing is sealed and the
   * journal stays for the next open. An interrupt that came before does not count; one that comes
   * while it seals makes it close without.
   */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    Stop last = this::stop;
    try (last) {
      if (!progress.hasFailed()) {
        seal();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    progress.checkFailure();
  }

  private void stop() {
    CloseHelper.closeAll(
        this::stopAgents,
        progress::close,
        views::close,
        heads::close,
        contents.catalog(),
        () -> journal.closeAfter(progress.sealed()),
        lock);
  }

  /** Returns when they are gone, whoever interrupts: what they use is closed next. */
  private void stopAgents() {
    if (indexerRunner == null) {
      CloseHelper.closeAll(indexer::onClose, sealer::onClose);
      return;
    }
    boolean interrupted = false;
    for (AgentRunner runner : List.of(indexerRunner, sealerRunner)) {
      interrupted |= Thread.interrupted();
      runner.close(0, thread -> {});
      while (!runner.isClosed()) {
        interrupted |= Thread.interrupted();
        LockSupport.parkNanos(WAIT_NS);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Stop extends AutoCloseable {
    @Override
    void close();
  }
}
