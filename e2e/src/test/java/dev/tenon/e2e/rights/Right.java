package dev.tenon.e2e.rights;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * One verb on one resource for one account.
 *
 * @param account the name of a ServiceAccount
 * @param resource {@code group/plural}, {@code group/plural/subresource}
 */
public record Right(String account, String resource, String verb) implements Comparable<Right> {

  /** Each right that a rule gives. */
  public static Stream<Right> of(String account, PolicyRule rule) {
    return rule.getApiGroups().stream()
        .flatMap(group -> rule.getResources().stream().map(resource -> group + "/" + resource))
        .flatMap(
            resource -> rule.getVerbs().stream().map(verb -> new Right(account, resource, verb)));
  }

  @Override
  public int compareTo(Right other) {
    return List.of(account, resource, verb)
        .toString()
        .compareTo(List.of(other.account, other.resource, other.verb).toString());
  }

  @Override
  public String toString() {
    return account + " may " + verb + " " + resource;
  }
}
