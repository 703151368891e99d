package dev.tenon.operator.status;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes the Reports of openreports.io, one in each namespace where there is something to say. */
public final class ReportWriter {
  /** The name of every report. */
  public static final String NAME = "tenon";

  private static final String GROUP = "openreports.io";
  private static final String VERSION = "v1alpha1";
  private static final String KIND = "Report";
  private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/managed-by", NAME);

  private static final ResourceDefinitionContext REPORTS =
      new ResourceDefinitionContext.Builder()
          .withGroup(GROUP)
          .withVersion(VERSION)
          .withKind(KIND)
          .withPlural("reports")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;

  /** Writes with that client. */
  public ReportWriter(KubernetesClient client) {
    this.client = client;
  }

  /** A report that says nothing yet. */
  public static GenericKubernetesResource empty(String namespace) {
    GenericKubernetesResource report = new GenericKubernetesResource();
    report.setApiVersion(GROUP + "/" + VERSION);
    report.setKind(KIND);
    report.setMetadata(
        new ObjectMetaBuilder().withName(NAME).withNamespace(namespace).withLabels(LABELS).build());
    return report;
  }

  /**
   * The namespaces that have a report of ours.
   *
   * @throws KubernetesClientException where they cannot be listed, with code 404 where there is no
   *     such kind
   */
  public Set<String> namespaces() {
    Set<String> namespaces = new TreeSet<>();
    client
        .genericKubernetesResources(REPORTS)
        .inAnyNamespace()
        .withLabels(LABELS)
        .list()
        .getItems()
        .forEach(report -> namespaces.add(report.getMetadata().getNamespace()));
    return namespaces;
  }

  /**
   * Puts a report in the place of the last one.
   *
   * @throws KubernetesClientException where that cannot be
   */
  public void write(GenericKubernetesResource report) {
    client
        .genericKubernetesResources(REPORTS)
        .inNamespace(report.getMetadata().getNamespace())
        .resource(report)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("tenon-operator")
                .withForce(true)
                .build());
  }

  /**
   * Takes the report of a namespace away, if there is one.
   *
   * @throws KubernetesClientException where that cannot be
   */
  public void delete(String namespace) {
    client.genericKubernetesResources(REPORTS).inNamespace(namespace).withName(NAME).delete();
  }
}
