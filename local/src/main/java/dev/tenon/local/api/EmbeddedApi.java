package dev.tenon.local.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.admission.User;
import dev.tenon.local.api.failure.ApiFailure;
import dev.tenon.local.api.gc.Housekeeping;
import dev.tenon.local.api.http.ApiServer;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.Catalog;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.storage.ObjectStore;
import dev.tenon.local.api.storage.PrivateFiles;
import dev.tenon.local.api.tls.Certificates;
import dev.tenon.local.api.verbs.Backend;
import dev.tenon.local.api.verbs.Call;
import dev.tenon.local.api.verbs.Creation;
import dev.tenon.local.api.verbs.Query;
import dev.tenon.local.api.verbs.WriteOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A Kubernetes API in this process, on the loopback interface, for stock clients: kubectl, Fabric8,
 * the Java Operator SDK. Its state is in a folder and survives restarts and the death of the
 * process; what it does and does not do is in the documentation of this package.
 */
public final class EmbeddedApi implements AutoCloseable {
  private final HomeLock lock;
  private final ObjectStore store;
  private final Housekeeping housekeeping;
  private final ApiServer server;
  private final Kubeconfig kubeconfig;

  private EmbeddedApi(
      HomeLock lock,
      ObjectStore store,
      Housekeeping housekeeping,
      ApiServer server,
      Kubeconfig kubeconfig) {
    this.lock = lock;
    this.store = store;
    this.housekeeping = housekeeping;
    this.server = server;
    this.kubeconfig = kubeconfig;
  }

  /**
   * Starts an API; when this returns, it answers.
   *
   * @throws IOException where the port is taken, or the home is in use or cannot be written; the
   *     message says what to do
   * @throws dev.tenon.local.api.storage.StorageFailure where the state is damaged; the message
   *     names the file and the mend
   */
  public static EmbeddedApi start(EmbeddedApiOptions options) throws IOException {
    Path state = options.home().resolve("api");
    PrivateFiles.folder(state);
    HomeLock lock = HomeLock.take(state.resolve("lock"));
    ObjectStore store = null;
    Housekeeping housekeeping = null;
    try {
      store = new ObjectStore(state.resolve("objects.journal"));
      Backend backend = new Backend(store, new Catalog(), options.admissions(), options.clock());
      housekeeping = new Housekeeping(backend);
      foundNamespaces(backend);
      Certificates certificates = Certificates.in(state.resolve("pki"), options.clock());
      Kubeconfig kubeconfig = new Kubeconfig(options.home().resolve("kubeconfig"));
      String token = kubeconfig.token();
      ApiServer server = bind(options, backend, certificates, kubeconfig, token);
      kubeconfig.write(server.port(), token, certificates.authority());
      return new EmbeddedApi(lock, store, housekeeping, server, kubeconfig);
    } catch (IOException | RuntimeException e) {
      if (housekeeping != null) {
        housekeeping.close();
      }
      if (store != null) {
        store.close();
      }
      lock.close();
      throw e;
    }
  }

  private static ApiServer bind(
      EmbeddedApiOptions options,
      Backend backend,
      Certificates certificates,
      Kubeconfig kubeconfig,
      String token)
      throws IOException {
    if (options.port() == 0) {
      OptionalInt before = kubeconfig.port();
      if (before.isPresent()) {
        try {
          return new ApiServer(backend, before.getAsInt(), certificates.context(), token);
        } catch (BindException e) {
          // somebody else has it now: any other one will do
        }
      }
    }
    try {
      return new ApiServer(backend, options.port(), certificates.context(), token);
    } catch (BindException e) {
      throw new IOException(
          "port "
              + options.port()
              + " on 127.0.0.1 cannot be had ("
              + e.getMessage()
              + "); name another one, or none for a free one",
          e);
    }
  }

  private static void foundNamespaces(Backend backend) {
    ResourceType type = backend.catalog().find("", "v1", "namespaces").orElseThrow();
    for (String name : List.of("default", "kube-system")) {
      ObjectNode namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
      namespace
          .putObject("metadata")
          .put("name", name)
          .putObject("labels")
          .put("kubernetes.io/metadata.name", name);
      User system = new User("system:apiserver", "", List.of("system:masters"), Map.of());
      Call call = new Call(type, "", "", "", system, "tenon", new Query(null), new ArrayList<>());
      boolean there = backend.store().get(type.id(), "", name).isPresent();
      if (!there) {
        try {
          new Creation(backend)
              .create(
                  call,
                  namespace,
                  new WriteOptions(
                      "CreateOptions", false, "tenon", WriteOptions.Strictness.IGNORE, false));
        } catch (ApiFailure e) {
          throw new UncheckedIOException(
              new IOException("cannot make the namespace " + name + ": " + e.getMessage(), e));
        }
      }
    }
  }

  /** The kubeconfig: an absolute path, readable by its owner alone. */
  public Path kubeconfig() {
    return kubeconfig.file().toAbsolutePath();
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return server.port();
  }

  /** Ends watches and requests, and closes the state; within a second. */
  @Override
  public void close() {
    housekeeping.close();
    store.close();
    server.close();
    lock.close();
  }
}
