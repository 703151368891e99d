package dev.tenon.camel.system;

import dev.tenon.camel.system.http.AnswerMessage;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** The headers that a successful HTTP call sets. */
public final class SystemConstants {
  @Metadata(label = "producer", description = "The status of the answer", javaType = "int")
  public static final String STATUS = Exchange.HTTP_RESPONSE_CODE;

  @Metadata(label = "producer", description = "The media type of the answer", javaType = "String")
  public static final String CONTENT_TYPE = Exchange.CONTENT_TYPE;

  @Metadata(
      label = "producer",
      description = "The version of the resource, for conditional requests",
      javaType = "String")
  public static final String ETAG = AnswerMessage.ETAG;

  @Metadata(
      label = "producer",
      description = "When the resource was changed last",
      javaType = "String")
  public static final String LAST_MODIFIED = AnswerMessage.LAST_MODIFIED;

  @Metadata(
      label = "producer",
      description = "Where the resource is that was made",
      javaType = "String")
  public static final String LOCATION = AnswerMessage.LOCATION;

  @Metadata(label = "producer", description = "Links to other resources", javaType = "String")
  public static final String LINK = AnswerMessage.LINK;

  private SystemConstants() {}
}
