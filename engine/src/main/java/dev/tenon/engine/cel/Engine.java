package dev.tenon.engine.cel;

import dev.cel.common.CelOptions;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.tenon.engine.cel.library.KubernetesLibrary;

/**
 * The one compiler and the one runtime that all environments share. Making them takes some tenths
 * of a second, so they are made at the first use; an environment only adds its variables, which
 * takes less than a millisecond.
 */
final class Engine {
  /** A last resort: the cost of an evaluation ends it long before. */
  private static final int ITERATIONS = 1_000_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(ITERATIONS)
          .build();

  private Engine() {}

  /** Made at the first use. */
  private static final class Compiler {
    private static final CelCompiler SHARED =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(
                new KubernetesLibrary(),
                CelExtensions.optional(),
                CelExtensions.comprehensions(),
                CelExtensions.math(),
                KubernetesLibrary.lists())
            .build();
  }

  /**
   * Made at the first use. Of two bindings of one overload the first counts, so ours come first.
   */
  private static final class Runtime {
    private static final CelRuntime SHARED =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(KubernetesLibrary.standardFunctions())
            .addLibraries(
                new KubernetesLibrary(),
                CelExtensions.optional(),
                CelExtensions.comprehensions(),
                CelExtensions.math(),
                KubernetesLibrary.lists())
            .build();
  }

  static CelCompiler compiler() {
    return Compiler.SHARED;
  }

  static CelRuntime runtime() {
    return Runtime.SHARED;
  }
}
