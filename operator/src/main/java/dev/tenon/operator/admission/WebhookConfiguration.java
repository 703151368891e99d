package dev.tenon.operator.admission;

import dev.tenon.api.Crds;
import dev.tenon.api.WellKnown;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.Team;
import dev.tenon.api.v1alpha1.TenonResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchConditionBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import java.util.List;

/**
 * How an API server is told to ask: about the objects of this API themselves, nothing else, and
 * only where the answer can matter, so that neither garbage collection nor the end of a namespace
 * nor a tool that applies again what it applied before waits for an admission that is away.
 */
public final class WebhookConfiguration {
  /** The webhook that refuses; its name stands in refusals. */
  public static final String NAME = "admission.tenon.dev";

  /** The webhook that only warns; where it is away, nothing is lost. */
  public static final String ADVICE = "advice.tenon.dev";

  private static final int SECONDS = 5;
  private static final int SECONDS_FOR_ADVICE = 2;

  private static final String NOT_GOING =
      "request.operation == 'DELETE' || !has(object.metadata.deletionTimestamp)";

  /** The same as {@link Scope#reviews} says. */
  private static final String DECLARED_ANEW =
      "request.operation != 'UPDATE' || object.spec != oldObject.spec"
          + " || (has(object.metadata.annotations) && '%1$s' in object.metadata.annotations"
          + " && !(has(oldObject.metadata.annotations) && '%1$s' in oldObject.metadata.annotations"
          + " && oldObject.metadata.annotations['%1$s'] == object.metadata.annotations['%1$s']))";

  private WebhookConfiguration() {}

  /**
   * The configuration of that name.
   *
   * @param client where the webhook is, without path; its {@code caBundle} may be left to the
   *     server
   */
  public static ValidatingWebhookConfiguration of(String name, WebhookClientConfig client) {
    return new ValidatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withWebhooks(refusing(client), advising(client))
        .build();
  }

  private static ValidatingWebhook refusing(WebhookClientConfig client) {
    return new ValidatingWebhookBuilder()
        .withName(NAME)
        .withClientConfig(client)
        .withRules(
            rule(List.of("CREATE", "UPDATE"), Crds.kinds()),
            rule(
                List.of("DELETE"),
                List.of(Team.class, SystemResource.class, IntegrationPattern.class)))
        .withMatchConditions(
            new MatchConditionBuilder()
                .withName("not-being-deleted")
                .withExpression(NOT_GOING)
                .build(),
            new MatchConditionBuilder()
                .withName("declared-anew")
                .withExpression(DECLARED_ANEW.formatted(WellKnown.BREAK_GLASS))
                .build())
        .withMatchPolicy("Equivalent")
        .withFailurePolicy("Fail")
        .withSideEffects("None")
        .withTimeoutSeconds(SECONDS)
        .withAdmissionReviewVersions("v1")
        .build();
  }

  private static ValidatingWebhook advising(WebhookClientConfig client) {
    return new ValidatingWebhookBuilder()
        .withName(ADVICE)
        .withClientConfig(client)
        .withRules(rule(List.of("DELETE"), List.of(Integration.class)))
        .withMatchPolicy("Equivalent")
        .withFailurePolicy("Ignore")
        .withSideEffects("None")
        .withTimeoutSeconds(SECONDS_FOR_ADVICE)
        .withAdmissionReviewVersions("v1")
        .build();
  }

  private static RuleWithOperations rule(
      List<String> operations, List<Class<? extends TenonResource<?, ?>>> kinds) {
    return new RuleWithOperationsBuilder()
        .withOperations(operations)
        .withApiGroups(WellKnown.GROUP)
        .withApiVersions(HasMetadata.getVersion(Integration.class))
        .withResources(kinds.stream().map(HasMetadata::getPlural).toList())
        .withScope("*")
        .build();
  }
}
