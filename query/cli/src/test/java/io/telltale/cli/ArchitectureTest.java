package io.telltale.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the parts of Telltale may know of one another. It lives here because only the command line
 * has all of them on its class path. A rule that finds no class to check fails, so that a renamed
 * package cannot switch it off.
 */
final class ArchitectureTest {
  private static final String CORE = "io.telltale.core..";
  private static final String INGEST = "io.telltale.ingest..";
  private static final String QUERY = "io.telltale.query..";
  private static final String CLI = "io.telltale.cli..";
  private static final String JOURNAL = "io.telltale.core.internal.journal..";
  private static final String IO = "io.telltale.core.internal.io..";

  private static final JavaClasses TELLTALE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/testkit/"))
          .importPackages("io.telltale");

  @Test
  void theCoreKnowsNobody() {
    check(classesIn(CORE).should().dependOnClassesThat().resideInAnyPackage(INGEST, QUERY, CLI));
  }

  @Test
  void queryDoesNotKnowIngest() {
    check(classesIn(QUERY).should().dependOnClassesThat().resideInAnyPackage(INGEST, CLI));
  }

  @Test
  void ingestDoesNotKnowQuery() {
    check(classesIn(INGEST).should().dependOnClassesThat().resideInAnyPackage(QUERY, CLI));
  }

  @Test
  void onlyTheJournalKnowsChronicle() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(JOURNAL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.openhft.."));
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli.."));
  }

  @Test
  void onlyTheIoPackageOfTheCoreOpensFiles() {
    check(
        noClasses()
            .that()
            .resideInAPackage(CORE)
            .and()
            .resideOutsideOfPackages(IO, JOURNAL)
            .should()
            .dependOnClassesThat(are(ONE_THAT_OPENS_FILES))
            .orShould()
            .callMethodWhere(
                DescribedPredicate.describe(
                    "opens a file channel",
                    call ->
                        call.getName().equals("open")
                            && (call.getTargetOwner().isEquivalentTo(FileChannel.class)
                                || call.getTargetOwner()
                                    .isEquivalentTo(AsynchronousFileChannel.class)))));
  }

  @Test
  void noMethodForUsersMentionsAnInternalType() {
    check(codeUnits().that(are(PUBLIC_CODE)).should(MENTION_NO_INTERNAL_TYPE));
  }

  @Test
  void noFieldForUsersHasAnInternalType() {
    check(fields().that(are(PUBLIC_FIELDS)).should(HAVE_NO_INTERNAL_TYPE).allowEmptyShould(true));
  }

  @Test
  void noClassForUsersExtendsAnInternalType() {
    check(classes().that(are(FOR_USERS)).should(EXTEND_NO_INTERNAL_TYPE).allowEmptyShould(true));
  }

  @Test
  void classesAreMadeForExtensionOrFinal() {
    check(classes().that().areTopLevelClasses().should(BE_MADE_FOR_EXTENSION_OR_FINAL));
  }

  private static GivenClassesConjunction classesIn(String packageIdentifier) {
    return noClasses().that().resideInAPackage(packageIdentifier);
  }

  private static void check(ArchRule rule) {
    rule.check(TELLTALE);
  }

  private static final DescribedPredicate<JavaClass> ONE_THAT_OPENS_FILES =
      DescribedPredicate.describe(
          "one that opens files",
          type ->
              Stream.of(
                      Files.class,
                      RandomAccessFile.class,
                      FileInputStream.class,
                      FileOutputStream.class,
                      FileReader.class,
                      FileWriter.class)
                  .anyMatch(type::isEquivalentTo));

  private static final DescribedPredicate<JavaClass> INTERNAL =
      resideInAPackage("io.telltale..internal..");

  /** Public, in no internal package, and not nested in a class that is not public. */
  private static final DescribedPredicate<JavaClass> FOR_USERS =
      DescribedPredicate.describe(
          "for users",
          type ->
              !INTERNAL.test(type)
                  && Stream.iterate(type, t -> t != null, t -> t.getEnclosingClass().orElse(null))
                      .allMatch(ArchitectureTest::isVisible));

  private static final DescribedPredicate<JavaCodeUnit> PUBLIC_CODE =
      DescribedPredicate.describe(
          "for users", code -> isVisible(code.getModifiers()) && FOR_USERS.test(code.getOwner()));

  private static final DescribedPredicate<JavaField> PUBLIC_FIELDS =
      DescribedPredicate.describe(
          "for users",
          field -> isVisible(field.getModifiers()) && FOR_USERS.test(field.getOwner()));

  private static final ArchCondition<JavaCodeUnit> MENTION_NO_INTERNAL_TYPE =
      new ArchCondition<>("mention no internal type") {
        @Override
        public void check(JavaCodeUnit code, ConditionEvents events) {
          Stream<JavaType> types =
              Stream.of(
                      code.getParameterTypes(),
                      List.of(code.getReturnType()),
                      code.getExceptionTypes())
                  .flatMap(Collection::stream);
          report(code.getFullName(), types, events, code);
        }
      };

  private static final ArchCondition<JavaField> HAVE_NO_INTERNAL_TYPE =
      new ArchCondition<>("have no internal type") {
        @Override
        public void check(JavaField field, ConditionEvents events) {
          report(field.getFullName(), Stream.of(field.getType()), events, field);
        }
      };

  private static final ArchCondition<JavaClass> EXTEND_NO_INTERNAL_TYPE =
      new ArchCondition<>("extend no internal type") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          Stream<JavaType> types =
              Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
          report(type.getName(), types, events, type);
        }
      };

  private static final ArchCondition<JavaClass> BE_MADE_FOR_EXTENSION_OR_FINAL =
      new ArchCondition<>("be final, abstract, sealed, an interface, an enum or an exception") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          Set<JavaModifier> modifiers = type.getModifiers();
          boolean fine =
              modifiers.contains(JavaModifier.FINAL)
                  || modifiers.contains(JavaModifier.ABSTRACT)
                  || type.isInterface()
                  || type.isEnum()
                  || type.isAssignableTo(Throwable.class)
                  || type.reflect().isSealed();
          events.add(new SimpleConditionEvent(type, fine, type.getName() + " is open"));
        }
      };

  private static void report(
      String user, Stream<? extends JavaType> types, ConditionEvents events, Object object) {
    types
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .filter(INTERNAL)
        .distinct()
        .forEach(
            type ->
                events.add(
                    SimpleConditionEvent.violated(object, user + " mentions " + type.getName())));
  }

  private static boolean isVisible(JavaClass type) {
    return isVisible(type.getModifiers());
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
