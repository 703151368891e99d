package dev.tenon.local.api.kinds;

/**
 * A column that {@code kubectl get} prints.
 *
 * @param name its heading
 * @param type {@code string}, {@code integer}, {@code number}, {@code boolean} or {@code date}
 * @param format such as {@code name}; may be empty
 * @param description what it shows
 * @param priority 0 is shown always, more only with {@code -o wide}
 * @param jsonPath where its value is, such as {@code .status.phase}; empty for built-in columns
 */
public record Column(
    String name, String type, String format, String description, int priority, String jsonPath) {}
