package dev.tenon.local.api.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import java.util.List;
import java.util.Map;

/**
 * Who makes a request.
 *
 * @param name the user's name
 * @param uid may be empty
 * @param groups the groups it is in
 * @param extra what else is known, by key
 */
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

  /** As {@code userInfo} of an AdmissionReview. */
  public ObjectNode toJson() {
    ObjectNode out = Json.object().put("username", name);
    if (!uid.isEmpty()) {
      out.put("uid", uid);
    }
    if (!groups.isEmpty()) {
      groups.forEach(out.putArray("groups")::add);
    }
    if (!extra.isEmpty()) {
      ObjectNode all = out.putObject("extra");
      extra.forEach(
          (key, values) ->
              values.forEach(all.withArray("/" + key.replace("~", "~0").replace("/", "~1"))::add));
    }
    return out;
  }
}
