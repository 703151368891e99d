package dev.tenon.api.generation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.tenon.api.ApiJson;
import dev.tenon.api.Crds;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.v1alpha1.TenonResource;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the CRDs out of the Java types. */
final class CrdGeneration {
  private CrdGeneration() {}

  /** The CRDs by their names. */
  static SortedMap<String, CustomResourceDefinition> crds() {
    SortedMap<String, CustomResourceDefinition> crds = new TreeMap<>();
    ObjectMapper mapper =
        ApiJson.newMapper()
            .registerModule(
                new SimpleModule("optionals").setSerializerModifier(new OptionalsAsContent()));
    new CRDGenerator()
        .withObjectMapper(mapper, new KubernetesSerialization(mapper, false))
        .customResourceClasses(List.<Class<? extends HasMetadata>>copyOf(Crds.kinds()))
        .withPostProcessor(
            new CRDPostProcessor() {
              @Override
              public HasMetadata process(HasMetadata crd, String version) {
                crds.put(crd.getMetadata().getName(), (CustomResourceDefinition) crd);
                return crd;
              }
            })
        .withOutput(new Nowhere())
        .generate();
    crds.values().forEach(CrdGeneration::complete);
    return crds;
  }

  private static void complete(CustomResourceDefinition crd) {
    Class<? extends TenonResource<?, ?>> kind =
        Crds.kinds().stream()
            .filter(k -> HasMetadata.getKind(k).equals(crd.getSpec().getNames().getKind()))
            .findFirst()
            .orElseThrow();
    CustomResourceDefinitionVersion version = crd.getSpec().getVersions().get(0);
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    root.setDescription(kind.getAnnotation(Doc.class).value());
    root.setRequired(List.of("spec"));

    Type[] types = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
    JSONSchemaProps spec = root.getProperties().get("spec");
    Shapes.record((Class<?>) types[0], spec, "spec");
    spec.setDescription("What is declared. Only people and their tools write it.");
    JSONSchemaProps status = root.getProperties().get("status");
    Shapes.record((Class<?>) types[1], status, "status");
    status.setDescription("What is observed. Only the operator writes it.");
    status.setDefault(Conditions.pending());

    version.setAdditionalPrinterColumns(
        Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(CrdGeneration::column)
            .toList());
  }

  /** In the order of the annotations; the generator sorts by path. */
  private static CustomResourceColumnDefinition column(AdditionalPrinterColumn column) {
    return new CustomResourceColumnDefinitionBuilder()
        .withName(column.name())
        .withType(column.type().getValue())
        .withJsonPath(column.jsonPath())
        .withPriority(column.priority() == 0 ? null : column.priority())
        .build();
  }

  private static final class Nowhere implements CRDGenerator.CRDOutput<OutputStream> {
    @Override
    public OutputStream outputFor(String crdName) {
      return new ByteArrayOutputStream();
    }

    @Override
    public void close() {}
  }
}
