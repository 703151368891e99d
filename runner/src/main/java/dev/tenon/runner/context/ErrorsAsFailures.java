package dev.tenon.runner.context;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Makes a failed exchange of an {@link Error}, such as the StackOverflowError of a body that is
 * nested too deep. Camel catches exceptions only: an error ends the thread's part of its reactive
 * engine, whose next exchange on that thread then waits for ever.
 */
final class ErrorsAsFailures implements InterceptStrategy {
  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
    return new Guarded(target);
  }

  private static final class Guarded extends DelegateAsyncProcessor {
    Guarded(Processor target) {
      super(target);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      Once once = new Once(callback);
      try {
        return super.process(exchange, once);
      } catch (Error e) {
        exchange.setException(
            new IllegalStateException("a step failed with " + e.getClass().getSimpleName(), e));
        if (once.called) {
          // a step may say that it is done on the way out, before what comes next has begun
          return once.synchronously;
        }
        once.done(true);
        return true;
      }
    }
  }

  /** Knows whether it was called. */
  private static final class Once implements AsyncCallback {
    private final AsyncCallback callback;
    private volatile boolean called;
    private volatile boolean synchronously;

    Once(AsyncCallback callback) {
      this.callback = callback;
    }

    @Override
    public void done(boolean doneSync) {
      called = true;
      synchronously = doneSync;
      callback.done(doneSync);
    }
  }
}
