package dev.tenon.operator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One writer puts status on objects, one sender sends events, and packages depend one way. */
@AnalyzeClasses(
    packages = "dev.tenon.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule onlyTheStatusWriterWritesStatus =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.tenon.operator.status.StatusWriter")
          .should()
          .accessTargetWhere(writesStatus())
          .because(
              "it alone writes nothing where nothing changed and never owns other people's fields:"
                  + " give it the whole status, and return what StatusWriter.write answers");

  @ArchTest
  static final ArchRule onlyRuntimesWriteOtherObjects =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tenon.operator.status", "dev.tenon.operator.runtime..")
          .and()
          .doNotHaveFullyQualifiedName("dev.tenon.operator.tls.AuthoritySecret")
          .and()
          .doNotHaveFullyQualifiedName("dev.tenon.operator.admission.server.CaBundle")
          .and()
          .doNotHaveFullyQualifiedName("dev.tenon.operator.Leadership")
          .and()
          .doNotHaveFullyQualifiedName("dev.tenon.operator.admission.server.SubjectAccessReviews")
          .should()
          .accessTargetWhere(writesObjects())
          .because(
              "a reconciler decides and a runtime acts: put it behind the port Runtime. An admission"
                  + " server writes who is to be trusted, and asks what users may do; who leads writes it;"
                  + " nothing else");

  @ArchTest
  static final ArchRule onlyTheEventSenderSendsEvents =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tenon.operator.status")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("io\\.fabric8\\.kubernetes\\.api\\.model\\.Event(Builder|Fluent)?")
          .because("events repeat the reasons of conditions, and only when one changes");

  @ArchTest
  static final ArchRule hasNoCyclesOfPackages =
      slices().matching("dev.tenon.operator.(*)..").should().beFreeOfCycles();

  private static DescribedPredicate<JavaAccess<?>> writesStatus() {
    return describe(
        "writes a status",
        access -> {
          String name = access.getName();
          String owner = access.getTargetOwner().getFullName();
          return owner.startsWith("io.javaoperatorsdk.")
                  && name.matches("(?i).*(patch|update|replace|edit).*status.*|patchResource.*")
              || owner.startsWith("io.fabric8.kubernetes.client.")
                  && name.matches("(patch|update|replace|edit)Status|subresource")
              || owner.startsWith("dev.tenon.api.") && name.equals("setStatus");
        });
  }

  private static DescribedPredicate<JavaAccess<?>> writesObjects() {
    return describe(
        "writes an object",
        access ->
            access.getTargetOwner().getFullName().startsWith("io.fabric8.kubernetes.client.")
                && access
                    .getName()
                    .matches(
                        "create|createOr.*|serverSideApply|patch|replace|update|edit|delete.*"));
  }
}
