package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.VendorConfig.ApiStyle;
import dev.tenon.sandbox.exchange.Answer;
import java.util.Locale;

/** Errors and answers to writes, in the manner of an API. */
final class Style {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ApiStyle api;

  Style(ApiStyle api) {
    this.api = api;
  }

  /** An error; {@code code} is a word such as {@code not_found}. */
  Answer error(int status, String code, String message) {
    JsonNode body =
        switch (api) {
          case Plain -> JSON.objectNode().put("error", code).put("message", message);
          case HubSpot ->
              JSON.objectNode()
                  .put("status", "error")
                  .put("message", message)
                  .put(
                      "category",
                      status == 404
                          ? "OBJECT_NOT_FOUND"
                          : status == 429 ? "RATE_LIMITS" : code.toUpperCase(Locale.ROOT));
          case Salesforce ->
              JSON.arrayNode()
                  .add(
                      JSON.objectNode()
                          .put("message", message)
                          .put("errorCode", code.toUpperCase(Locale.ROOT)));
          case GitHub ->
              JSON.objectNode().put("message", message).put("status", Integer.toString(status));
        };
    return Answer.json(status, body);
  }

  /** What lacks a field, or has one that cannot be. */
  Answer invalid(String message) {
    return api == ApiStyle.Plain || api == ApiStyle.GitHub
        ? error(422, "invalid", message)
        : error(
            400, api == ApiStyle.HubSpot ? "validation_error" : "required_field_missing", message);
  }

  Answer created(ObjectNode record, JsonNode id, String location) {
    JsonNode body = api == ApiStyle.Salesforce ? receipt(id) : record;
    return Answer.json(201, body).with("Location", location);
  }

  Answer updated(ObjectNode record) {
    return api == ApiStyle.Salesforce ? Answer.empty(204) : Answer.json(200, record);
  }

  Answer upserted(ObjectNode record, JsonNode id, boolean created) {
    JsonNode body = api == ApiStyle.Salesforce ? receipt(id).put("created", created) : record;
    return Answer.json(created ? 201 : 200, body);
  }

  private static ObjectNode receipt(JsonNode id) {
    ObjectNode receipt = JSON.objectNode();
    receipt.set("id", id);
    receipt.put("success", true);
    receipt.putArray("errors");
    return receipt;
  }
}
