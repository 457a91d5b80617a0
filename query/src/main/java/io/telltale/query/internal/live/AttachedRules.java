package io.telltale.query.internal.live;

import io.telltale.query.internal.events.Events;
import io.telltale.query.internal.events.Remembered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * The rules that are attached, and those that an earlier run told of and nobody has attached since.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> when rules come and go.
 * <b>Lifetime:</b> that of the live rules.
 */
final class AttachedRules implements Iterable<LiveRule> {
  private final List<LiveRule> attached = new ArrayList<>();
  private final Remembered remembered;
  private final Events events;

  /** By id, of rules that are gone, too. */
  private final List<String> names;

  AttachedRules(Remembered remembered, Events events) {
    this.remembered = remembered;
    this.events = events;
    names = new ArrayList<>(remembered.names());
  }

  @Override
  public Iterator<LiveRule> iterator() {
    return attached.iterator();
  }

  /** Returns names by id, of rules that were attached, too. */
  List<String> names() {
    return Collections.unmodifiableList(new ArrayList<>(names));
  }

  /** Returns the rule that is attached by a name, or null. */
  LiveRule find(String name) {
    for (LiveRule rule : attached) {
      if (rule.name().equals(name)) {
        return rule;
      }
    }
    return null;
  }

  /** Returns what an earlier run told of the rule of a name, or null. */
  Remembered.Rule former(String name) {
    return remembered.find(name);
  }

  /** Returns since when a rule looks for windows: those that were told of stay its business. */
  static long since(Remembered.Rule former, long sinceNs, boolean isSaid) {
    long since = former == null ? sinceNs : former.sinceNs();
    // a range has to begin before the end of time
    return Math.min(isSaid ? Math.min(since, sinceNs) : since, Long.MAX_VALUE - 1);
  }

  /** Returns an id that no event names. */
  int nextId() {
    int free = names.indexOf(null);
    return free < 0 ? names.size() : free;
  }

  /** Adds a rule; its name is known to whoever reads its events. */
  void add(LiveRule rule) {
    Remembered.Rule former = remembered.find(rule.name());
    if (former == null || former.sinceNs() != rule.sinceNs()) {
      events.rule(rule.id(), rule.sinceNs(), rule.name());
    }
    if (rule.id() == names.size()) {
      names.add(rule.name());
    } else {
      names.set(rule.id(), rule.name());
    }
    attached.add(rule);
  }

  /** What was told of a rule earlier is told of it now. */
  void adopted(LiveRule rule) {
    remembered.take(rule.name());
  }

  /** Takes a rule away that could not be looked at; what was told of it earlier stays. */
  void dismiss(LiveRule rule) {
    attached.remove(rule);
    Remembered.Rule former = remembered.find(rule.name());
    if (former == null) {
      events.gone(rule.id());
    } else if (former.sinceNs() != rule.sinceNs()) {
      events.rule(former.id(), former.sinceNs(), former.name());
    }
  }

  /** Takes a rule away. */
  void remove(LiveRule rule) {
    attached.remove(rule);
    events.gone(rule.id());
  }

  /** Forgets what an earlier run told of a rule; false when there is none of that name. */
  boolean forget(String name) {
    Remembered.Rule former = remembered.take(name);
    if (former != null) {
      events.gone(former.id());
    }
    return former != null;
  }
}
