package dev.tenon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.SystemResource;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CrdsTest {
  @Test
  void theJarHasTheCrdOfEveryKind() {
    KubernetesSerialization serialization = new KubernetesSerialization();

    assertThat(Crds.yaml())
        .extracting(yaml -> serialization.unmarshal(yaml, CustomResourceDefinition.class))
        .extracting(crd -> crd.getMetadata().getName())
        .containsExactlyElementsOf(Crds.kinds().stream().map(Crds::nameOf).toList());
  }

  @Test
  void theDefinitionsSayTheSameAsTheYaml() {
    KubernetesSerialization serialization = new KubernetesSerialization();

    assertThat(Crds.definitions())
        .containsExactlyElementsOf(
            Crds.yaml().stream()
                .map(yaml -> serialization.unmarshal(yaml, ObjectNode.class))
                .toList());
  }

  @Test
  void aKindsCrdIsNamedAfterItsPlural() {
    assertThat(Crds.nameOf(IntegrationPolicy.class)).isEqualTo("integrationpolicies.tenon.dev");
    assertThat(Crds.nameOf(SystemResource.class)).isEqualTo("systems.tenon.dev");
  }

  @Test
  void theClientLibraryFindsEveryKindByItself() {
    assertThat(ServiceLoader.load(KubernetesResource.class).stream())
        .extracting(provider -> (Object) provider.type())
        .containsAll(Crds.kinds());
  }
}
