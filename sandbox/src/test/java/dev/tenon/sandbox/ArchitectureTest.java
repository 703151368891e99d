package dev.tenon.sandbox;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tenon");

  @Test
  void nothingOfOursIsInIt() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.tenon..").and(not(resideInAPackage("dev.tenon.sandbox.."))))
        .check(CLASSES);
  }

  @Test
  void packagesDependOneWay() {
    slices().matching("dev.tenon.sandbox.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void aVendorKnowsNoSockets() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.tenon.sandbox.vendor..",
            "dev.tenon.sandbox.exchange..",
            "dev.tenon.sandbox.config..",
            "dev.tenon.sandbox.control..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(CLASSES);
  }
}
