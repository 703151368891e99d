package dev.tenon.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/**
 * The engine computes: what it is given decides what it gives. It has no client, no clock, no
 * environment, no randomness, and reads and writes nothing.
 */
@AnalyzeClasses(packages = "dev.tenon.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
  private static final Set<String> NOT_OF_JAVA =
      Set.of(
          "java.time.Clock",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.UUID",
          "java.util.Timer",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom",
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.RandomAccessFile",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.Thread");

  private static final Set<String> NOT_OF_SYSTEM =
      Set.of("getenv", "getProperty", "getProperties", "currentTimeMillis", "nanoTime", "exit");

  @ArchTest
  static final ArchRule hasNoClient =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.fabric8.kubernetes.client..")
                  .and(
                      describe(
                          "is not the base class of the kinds",
                          type -> !type.getFullName().endsWith(".client.CustomResource"))));

  @ArchTest
  static final ArchRule readsAndWritesNothingAndKnowsNoTime =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe("reach out", (JavaClass type) -> NOT_OF_JAVA.contains(type.getFullName())))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.nio.file..", "java.nio.channels..", "java.net.http..", "java.sql..", "javax..");

  @ArchTest
  static final ArchRule isGivenTheInstant =
      noClasses().should().accessTargetWhere(asksTheMachine());

  @ArchTest
  static final ArchRule hasNoCyclesOfPackages =
      slices().matching("dev.tenon.engine.(**)").should().beFreeOfCycles();

  private static DescribedPredicate<JavaAccess<?>> asksTheMachine() {
    return describe(
        "asks the machine for the time, its environment or chance",
        access -> {
          String owner = access.getTargetOwner().getFullName();
          return access.getName().equals("now") && owner.startsWith("java.time.")
              || owner.equals("java.lang.System") && NOT_OF_SYSTEM.contains(access.getName())
              || owner.equals("java.lang.Math") && access.getName().equals("random");
        });
  }
}
