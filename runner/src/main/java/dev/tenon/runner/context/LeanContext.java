package dev.tenon.runner.context;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ClassResolver;

/**
 * A CamelContext that asks {@link ClassPath} from its first line on: its constructor asks already,
 * and the finder that it makes then is kept, so a resolver that is set later comes too late for
 * half of the questions.
 */
final class LeanContext extends DefaultCamelContext {
  LeanContext() {
    super(false);
  }

  @Override
  protected ClassResolver createClassResolver() {
    return new ClassPath();
  }
}
