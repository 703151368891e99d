package dev.tenon.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

/**
 * A record of the API. Implementing this makes it readable and writable by any Jackson mapper, that
 * of a Kubernetes client included, without modules to register: both directions go through {@link
 * ApiJson}.
 */
@JsonSerialize(using = ApiJson.Writer.class)
@JsonDeserialize(using = ApiJson.Reader.class)
public interface ApiValue {}
