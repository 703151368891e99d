package dev.tenon.local.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.admission.Admission;
import dev.tenon.local.api.gc.Housekeeping;
import dev.tenon.local.api.http.ApiServer;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.Catalog;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.storage.Change;
import dev.tenon.local.api.storage.ObjectStore;
import dev.tenon.local.api.storage.PrivateFiles;
import dev.tenon.local.api.tls.Certificates;
import dev.tenon.local.api.verbs.Backend;
import dev.tenon.local.api.verbs.Seed;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

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
  private final Access access;

  private EmbeddedApi(
      HomeLock lock,
      ObjectStore store,
      Housekeeping housekeeping,
      ApiServer server,
      Kubeconfig kubeconfig,
      Access access) {
    this.lock = lock;
    this.store = store;
    this.housekeeping = housekeeping;
    this.server = server;
    this.kubeconfig = kubeconfig;
    this.access = access;
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
    // on a cold JVM this takes as long as reading the state, so both at once
    FutureTask<Certificates> certificates =
        new FutureTask<>(() -> Certificates.in(state.resolve("pki"), options.clock()));
    try {
      Thread side = new Thread(certificates, "api-certificates");
      side.setDaemon(true);
      side.start();
      store = new ObjectStore(state.resolve("objects.journal"));
      options.admissions().forEach(telling(store));
      Backend backend = new Backend(store, new Catalog(), options.admissions(), options.clock());
      housekeeping = new Housekeeping(backend);
      found(backend, options.definitions());
      Kubeconfig kubeconfig = new Kubeconfig(options.home().resolve("kubeconfig"));
      String token = kubeconfig.token();
      Certificates made = await(certificates);
      ApiServer server = bind(options, backend, made, kubeconfig, token);
      kubeconfig.write(server.port(), token, made.authority());
      Access access = new Access("https://127.0.0.1:" + server.port(), token, made.authority());
      return new EmbeddedApi(lock, store, housekeeping, server, kubeconfig, access);
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

  /** Tells a reviewer what is stored, before anything else can be. */
  private static Consumer<Admission> telling(ObjectStore store) {
    return admission -> {
      for (GroupResource id : store.resources()) {
        store
            .list(id, "")
            .objects()
            .forEach(one -> admission.stored(id.group(), id.plural(), one.object(), false));
      }
      store.listen(
          (id, change) ->
              admission.stored(
                  id.group(), id.plural(), change.object(), change.type() == Change.Type.DELETED));
    };
  }

  private static Certificates await(FutureTask<Certificates> certificates) throws IOException {
    try {
      return certificates.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the API was starting", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
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

  private static void found(Backend backend, List<ObjectNode> definitions) {
    Seed seed = new Seed(backend);
    for (String name : List.of("default", "kube-system")) {
      ObjectNode namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
      namespace.putObject("metadata").put("name", name);
      seed.plant(namespace);
    }
    definitions.forEach(seed::plant);
  }

  /** The kubeconfig: an absolute path, readable by its owner alone. */
  public Path kubeconfig() {
    return kubeconfig.file().toAbsolutePath();
  }

  /** What a client in this process connects with. */
  public Access access() {
    return access;
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
