package dev.tenon.e2e.chart;

import dev.tenon.e2e.rights.Right;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the chart makes of some values. */
public record Rendered(List<HasMetadata> objects) {

  /**
   * Renders it.
   *
   * @param values as YAML
   * @param folder to write them to
   */
  public static Rendered of(String values, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("values.yaml"), values + "\n");
    return new Rendered(ChartFiles.objects(file).toList());
  }

  /** All of it as YAML, but the objects of one kind. */
  public String without(Class<? extends HasMetadata> kind) {
    return objects.stream()
        .filter(object -> !kind.isInstance(object))
        .map(Serialization::asYaml)
        .collect(Collectors.joining("\n"));
  }

  /** What its ServiceAccounts are allowed, wherever that is. */
  public Stream<Right> rights() {
    return Stream.concat(
            all(ClusterRoleBinding.class)
                .flatMap(it -> rights(it.getRoleRef(), null, it.getSubjects())),
            all(RoleBinding.class)
                .flatMap(
                    it ->
                        rights(it.getRoleRef(), it.getMetadata().getNamespace(), it.getSubjects())))
        .distinct();
  }

  private Stream<Right> rights(RoleRef role, String namespace, List<Subject> subjects) {
    List<PolicyRule> rules =
        role.getKind().equals("ClusterRole")
            ? all(ClusterRole.class)
                .filter(it -> it.getMetadata().getName().equals(role.getName()))
                .flatMap(it -> it.getRules().stream())
                .toList()
            : all(Role.class)
                .filter(it -> it.getMetadata().getName().equals(role.getName()))
                .filter(it -> Objects.equals(it.getMetadata().getNamespace(), namespace))
                .flatMap(it -> it.getRules().stream())
                .toList();
    if (rules.isEmpty()) {
      throw new IllegalStateException("there is no " + role.getKind() + " " + role.getName());
    }
    return subjects.stream()
        .flatMap(subject -> rules.stream().flatMap(rule -> Right.of(subject.getName(), rule)));
  }

  private <T> Stream<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast);
  }
}
