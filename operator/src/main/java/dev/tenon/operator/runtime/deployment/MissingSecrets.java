package dev.tenon.operator.runtime.deployment;

import dev.tenon.plan.Plan;
import dev.tenon.plan.SecretKey;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which keys of Secrets a pod waits for, read from what the kubelet says of its volumes and
 * containers: nobody else may look at Secrets.
 */
final class MissingSecrets {
  private static final Pattern NO_SECRET = Pattern.compile("secret \"([^\"]+)\" not found");
  private static final Pattern NO_KEY =
      Pattern.compile("references non-existent secret key: ([A-Za-z0-9._-]+)");

  private MissingSecrets() {}

  /** Those that any of these sentences is about. */
  static SortedSet<SecretKey> of(Plan plan, Collection<String> said) {
    SortedSet<SecretKey> missing = new TreeSet<>();
    for (String sentence : said) {
      Matcher secret = NO_SECRET.matcher(sentence);
      while (secret.find()) {
        plan.secrets().stream()
            .filter(key -> key.secret().equals(secret.group(1)))
            .forEach(missing::add);
      }
      Matcher name = NO_KEY.matcher(sentence);
      while (name.find()) {
        plan.secrets().stream()
            .filter(key -> key.key().equals(name.group(1)))
            .forEach(missing::add);
      }
    }
    return missing;
  }
}
