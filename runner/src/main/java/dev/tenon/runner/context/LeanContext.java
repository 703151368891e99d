package dev.tenon.runner.context;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.ContextServiceLoaderPluginResolver;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A CamelContext that searches the class path as little as it can. It asks {@link ClassPath} from
 * its first line on: its constructor asks already, and the finder that it makes then is kept, so a
 * resolver that is set later comes too late for half of the questions. And nothing that happens to
 * lie on the class path plugs itself in.
 */
final class LeanContext extends DefaultCamelContext {
  LeanContext() {
    super(false);
  }

  @Override
  protected ClassResolver createClassResolver() {
    return new ClassPath();
  }

  @Override
  protected ContextServiceLoaderPluginResolver createContextServiceLoaderPlugin() {
    return new NoPlugins();
  }

  private static final class NoPlugins extends ServiceSupport
      implements ContextServiceLoaderPluginResolver {
    private CamelContext context;

    @Override
    public CamelContext getCamelContext() {
      return context;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
      context = camelContext;
    }
  }
}
