package dev.tenon.sandbox.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.CollectionConfig.Generate;
import dev.tenon.sandbox.config.CollectionConfig.Ids;
import dev.tenon.sandbox.config.CollectionConfig.Operation;
import dev.tenon.sandbox.config.CollectionConfig.Order;
import dev.tenon.sandbox.config.CollectionConfig.Paging;
import dev.tenon.sandbox.config.CollectionConfig.PagingType;
import dev.tenon.sandbox.config.CollectionConfig.Precision;
import dev.tenon.sandbox.config.VendorConfig.ApiStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a collection; what it does not say follows the style of the vendor's API. */
final class CollectionReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApiStyle api;
  private final Path folder;

  CollectionReader(ApiStyle api, Path folder) {
    this.api = api;
    this.folder = folder;
  }

  CollectionConfig read(String name, YamlValue value) {
    Fields fields = new Fields(value, "a collection, {} for one without peculiarities");
    String path = fields.path("path", "/" + name);
    String updated =
        fields.text(
            "updated",
            api == ApiStyle.Salesforce
                ? "SystemModstamp"
                : api == ApiStyle.GitHub ? "updated_at" : "updatedAt");
    String created =
        fields.text(
            "created",
            api == ApiStyle.Salesforce
                ? "CreatedDate"
                : api == ApiStyle.GitHub ? "created_at" : "createdAt");
    CollectionConfig collection =
        new CollectionConfig(
            name,
            path,
            fields.text("id", api == ApiStyle.Salesforce ? "Id" : "id"),
            fields.word("ids", Ids.class, api == ApiStyle.GitHub ? Ids.Number : Ids.Sequence),
            created,
            updated,
            fields.word("precision", Precision.class, Precision.Millis),
            fields.texts("externalIds"),
            allowed(fields),
            fields.texts("required"),
            fields.path("search", path + "/search"),
            aliases(fields, created, updated),
            fields.field("paging").map(this::paging).orElse(usualPaging()),
            fields.duration("lag", Duration.ZERO),
            records(fields),
            fields.field("generate").map(CollectionReader::generate));
    fields.end();
    return collection;
  }

  private static Set<Operation> allowed(Fields fields) {
    if (!fields.has("allow")) {
      return EnumSet.allOf(Operation.class);
    }
    Set<Operation> allowed = EnumSet.noneOf(Operation.class);
    for (String word : fields.texts("allow")) {
      try {
        allowed.add(Operation.valueOf(word));
      } catch (IllegalArgumentException e) {
        fields
            .field("allow")
            .ifPresent(
                v ->
                    v.problem(
                        "holds '" + word + "'; expected some of " + Fields.words(Operation.class)));
      }
    }
    return allowed;
  }

  private Map<String, String> aliases(Fields fields, String created, String updated) {
    Map<String, String> aliases = new LinkedHashMap<>();
    if (api == ApiStyle.HubSpot) {
      // the names that HubSpot's own search uses for its stamps
      aliases.put("lastmodifieddate", updated);
      aliases.put("hs_lastmodifieddate", updated);
      aliases.put("createdate", created);
    }
    aliases.putAll(fields.textMap("aliases"));
    return Map.copyOf(aliases);
  }

  private Paging usualPaging() {
    return switch (api) {
      case Plain ->
          new Paging(
              PagingType.Cursor,
              "items",
              "next",
              "cursor",
              "limit",
              20,
              100,
              "",
              "since",
              Order.Updated);
      case HubSpot ->
          new Paging(
              PagingType.Cursor,
              "results",
              "paging.next.after",
              "after",
              "limit",
              10,
              200,
              "total",
              "since",
              Order.Unsorted);
      case Salesforce ->
          new Paging(
              PagingType.NextUrl,
              "records",
              "nextRecordsUrl",
              "cursor",
              "batchSize",
              200,
              2000,
              "totalSize",
              "since",
              Order.Created);
      case GitHub ->
          new Paging(
              PagingType.Page,
              "",
              "",
              "page",
              "per_page",
              30,
              100,
              "",
              "since",
              Order.UpdatedDescending);
    };
  }

  private Paging paging(YamlValue value) {
    Fields fields = new Fields(value, "how lists are paged, such as {type: Offset, size: 50}");
    Paging usual = usualPaging();
    PagingType type = fields.word("type", PagingType.class, usual.type());
    boolean same = type == usual.type();
    String cursor =
        switch (type) {
          case Offset -> "offset";
          case Page -> "page";
          default -> same ? usual.cursor() : "cursor";
        };
    String next =
        type == PagingType.NextUrl || type == PagingType.Cursor
            ? (same ? usual.next() : "next")
            : "";
    Paging paging =
        new Paging(
            type,
            fields.text(
                "items",
                usual.items().isEmpty() && type != PagingType.Page && type != PagingType.Link
                    ? "items"
                    : usual.items()),
            fields.text("next", next),
            fields.text("cursor", cursor),
            fields.text("limit", usual.limit()),
            fields.integer("size", 1, 10_000, usual.size()),
            fields.integer(
                "max", 1, 10_000, Math.max(usual.max(), fields.integer("size", 1, 10_000, 1))),
            fields.text("total", type == PagingType.Offset ? "total" : usual.total()),
            fields.text("since", usual.since()),
            fields.word("order", Order.class, usual.order()));
    fields.end();
    if (paging.items().isEmpty() && (!paging.next().isEmpty() || !paging.total().isEmpty())) {
      value.problem(
          "has no items field, so the answer is a bare list, which has no place for next or total");
    }
    return paging;
  }

  private List<ObjectNode> records(Fields fields) {
    Optional<YamlValue> value = fields.field("records");
    if (value.isEmpty()) {
      return List.of();
    }
    List<ObjectNode> records = new ArrayList<>();
    if (value.get().isMapping()) {
      Fields source = new Fields(value.get(), "a list of records, or {file: NAME}");
      String file = source.required("file", "a JSON file with a list of records");
      source.end();
      if (!file.isBlank()) {
        for (JsonNode record : file(value.get(), file)) {
          add(records, value.get(), record);
        }
      }
    } else {
      value
          .get()
          .items("a list of records, or {file: NAME}")
          .forEach(item -> add(records, item, item.json()));
    }
    return List.copyOf(records);
  }

  private static void add(List<ObjectNode> records, YamlValue at, JsonNode record) {
    if (record instanceof ObjectNode object) {
      records.add(object);
    } else {
      at.problem("holds a record that is no mapping: " + record.getNodeType());
    }
  }

  private JsonNode file(YamlValue at, String name) {
    Path file = folder.resolve(name).normalize();
    try {
      if (!file.startsWith(folder)) {
        at.problem("'" + name + "' is outside the folder of the sandbox file");
      } else if (!Files.isRegularFile(file)) {
        at.problem("there is no file " + file);
      } else {
        JsonNode list = JSON.readTree(Files.readAllBytes(file));
        if (list.isArray()) {
          return list;
        }
        at.problem(file + " is no JSON list");
      }
    } catch (IOException e) {
      at.problem(
          file + " is not JSON: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("?"));
    }
    return JSON.createArrayNode();
  }

  private static Generate generate(YamlValue value) {
    Fields fields =
        new Fields(
            value, "what comes as time passes, such as {every: 2s, record: {name: '{{name}}'}}");
    Duration every = fields.requiredDuration("every");
    if (every.isZero()) {
      fields.field("every").ifPresent(v -> v.problem("must be longer than nothing"));
    }
    if (!fields.has("record")) {
      value.problem("needs record: a template for what comes");
    }
    Generate generate =
        new Generate(
            every.isZero() ? Duration.ofSeconds(1) : every,
            fields.integer("initial", 0, 1_000_000, 0),
            fields.integer("max", 1, 1_000_000, 10_000),
            fields.share("updates", 0),
            fields.template("record").orElse(JSON.createObjectNode()),
            fields.template("change"),
            fields
                .integer("times", 1, 1_000_000_000)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty()));
    fields.end();
    return generate;
  }
}
