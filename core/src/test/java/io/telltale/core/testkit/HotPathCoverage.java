package io.telltale.core.testkit;

import io.telltale.budget.AllocationProbe;
import io.telltale.core.HotPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds a module to its {@link HotPath} promises: every method that bears the annotation has a case
 * that runs it, and no case allocates. What a case says that it covers it must really reach; keep
 * the cases of a class together, so that a reader can check that.
 */
public final class HotPathCoverage {
  private static final String CLASS_FILE = ".class";

  private final Set<String> promised = new TreeSet<>();
  private final Set<String> covered = new TreeSet<>();
  private final List<Case> cases = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private record Case(String name, Runnable operation, int iterations) {}

  /**
   * Methods of one class that a case reaches.
   *
   * @param type the class that declares them
   * @param methods their names, with parameter types where a name alone says too little: {@code
   *     append(int,long,double)}
   */
  public record Covers(Class<?> type, List<String> methods) {}

  private HotPathCoverage() {}

  /**
   * Finds what a module promises.
   *
   * @param anyClass any class of the module, loaded from a directory of classes
   * @return a coverage without cases
   */
  public static HotPathCoverage ofModuleOf(Class<?> anyClass) {
    HotPathCoverage coverage = new HotPathCoverage();
    Path root = classesOf(anyClass);
    try (Stream<Path> files = Files.walk(root)) {
      files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(CLASS_FILE))
          .sorted()
          .forEach(name -> coverage.promisesOf(load(name, anyClass.getClassLoader())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
    return coverage;
  }

  private static Path classesOf(Class<?> anyClass) {
    try {
      Path root = Path.of(anyClass.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isDirectory(root)) {
        throw new IllegalArgumentException(anyClass + " is not in a directory, but in " + root);
      }
      return root;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("where " + anyClass + " lies", e);
    }
  }

  private static Class<?> load(String file, ClassLoader loader) {
    String name = file.substring(0, file.length() - CLASS_FILE.length());
    try {
      return Class.forName(name.replace('/', '.').replace('\\', '.'), false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private void promisesOf(Class<?> type) {
    hotPaths(type).forEach(method -> promised.add(describe(method)));
  }

  private static Stream<Method> hotPaths(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isSynthetic() && method.isAnnotationPresent(HotPath.class));
  }

  private static String describe(Method method) {
    return method.getDeclaringClass().getName() + "." + signature(method);
  }

  private static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(",", method.getName() + "(", ")"));
  }

  /**
   * Names methods for {@link #add}.
   *
   * @param type the class that declares them
   * @param methods their names, with parameter types where the class promises it of several
   * @return what a case covers
   */
  public static Covers methods(Class<?> type, String... methods) {
    return new Covers(type, List.of(methods));
  }

  /**
   * Adds a case.
   *
   * @param name says what it does, for the failure message
   * @param operation what must allocate nothing once it is warm
   * @param iterations how often a round of the measurement runs it
   * @param covers the methods that it reaches
   * @return this
   */
  public HotPathCoverage add(String name, Runnable operation, int iterations, Covers... covers) {
    cases.add(new Case(name, operation, iterations));
    for (Covers some : covers) {
      for (String method : some.methods()) {
        cover(name, some.type(), method);
      }
    }
    return this;
  }

  private void cover(String name, Class<?> type, String method) {
    List<String> found =
        hotPaths(type)
            .filter(m -> m.getName().equals(method) || signature(m).equals(method))
            .map(HotPathCoverage::describe)
            .toList();
    if (found.size() == 1 && promised.contains(found.get(0))) {
      covered.add(found.get(0));
    } else {
      String why = found.isEmpty() ? "no @HotPath method of the module" : "several: " + found;
      faults.add("case '" + name + "' covers " + type.getName() + "." + method + ": " + why);
    }
  }

  /**
   * Runs the cases.
   *
   * @throws AssertionError when a promise has no case, a case covers what is no promise, or a case
   *     allocates; names all of them
   */
  public void check() {
    List<String> all = new ArrayList<>(faults);
    if (promised.isEmpty()) {
      all.add("the module has no @HotPath method");
    }
    for (String promise : promised) {
      if (!covered.contains(promise)) {
        all.add("no case covers " + promise);
      }
    }
    for (Case one : cases) {
      try {
        AllocationProbe.assertAllocatesNothing(one.name(), one.iterations(), one.operation());
      } catch (AssertionError fault) {
        all.add(fault.getMessage());
      }
    }
    if (!all.isEmpty()) {
      throw new AssertionError(String.join("\n", all));
    }
  }
}
