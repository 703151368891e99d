package dev.tenon.e2e;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.UpgradeCommand;
import java.nio.file.Path;
import java.util.List;

/**
 * The chart {@code helm/tenon}, as Helm sees it. What Helm refuses, values that contradict each
 * other among it, is an {@link IllegalStateException} with Helm's own words.
 */
public final class Chart {
  /** The name under which it is installed here. */
  public static final String RELEASE = "tenon";

  /** The namespace that it is installed into here. */
  public static final String NAMESPACE = "tenon-system";

  private static final int PATIENCE_SECONDS = 300;

  private final Path folder;
  private final Helm helm;

  /**
   * The chart of that folder.
   *
   * @param folder with Chart.yaml
   */
  public Chart(Path folder) {
    this.folder = folder;
    this.helm = new Helm(folder);
  }

  /** The folder with Chart.yaml. */
  public Path folder() {
    return folder;
  }

  /** What Helm finds wrong with it, warnings included. */
  public LintResult lint() {
    return helm.lint().strict().call();
  }

  /**
   * All manifests, as they would be installed.
   *
   * @param values files of values, each over the ones before
   */
  public String render(List<Path> values) {
    TemplateCommand template = helm.template().withName(RELEASE).withNamespace(NAMESPACE);
    values.forEach(template::withValuesFile);
    return template.call();
  }

  /**
   * Installs it, and returns when everything in it is ready.
   *
   * @param kubeconfig of somebody who may do that
   */
  public Release install(Path kubeconfig, List<Path> values) {
    InstallCommand install =
        helm.install()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .createNamespace()
            .withKubeConfig(kubeconfig)
            .waitReady()
            .withTimeout(PATIENCE_SECONDS);
    values.forEach(install::withValuesFile);
    return install.call();
  }

  /** Upgrades what is installed to this chart with these values, and waits as installing does. */
  public Release upgrade(Path kubeconfig, List<Path> values) {
    UpgradeCommand upgrade =
        helm.upgrade()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeConfig(kubeconfig)
            .waitReady()
            .withTimeout(PATIENCE_SECONDS);
    values.forEach(upgrade::withValuesFile);
    return upgrade.call();
  }

  /** Takes away what is installed; nothing where nothing is. */
  public static void uninstall(Path kubeconfig) {
    Helm.uninstall(RELEASE)
        .withNamespace(NAMESPACE)
        .withKubeConfig(kubeconfig)
        .ignoreNotFound()
        .call();
  }
}
