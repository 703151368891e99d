package dev.tenon.local.api.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** An API that the suite runs against, known by its kubeconfig. */
final class Target {
  /** What a command did. */
  record Ran(int exit, String out, String err) {}

  private final Path kubeconfig;
  private final Path kubectl;
  private final Path home;
  private final URI server;
  private final String token;
  private final HttpClient http;

  Target(Path kubeconfig, Path kubectl, Path home) throws IOException, GeneralSecurityException {
    this.kubeconfig = kubeconfig;
    this.kubectl = kubectl;
    this.home = home;
    JsonNode config = new ObjectMapper(new YAMLFactory()).readTree(kubeconfig.toFile());
    this.server =
        URI.create(config.path("clusters").path(0).path("cluster").path("server").asText());
    this.token = config.path("users").path(0).path("user").path("token").asText();
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new TrustAll()}, null);
    this.http =
        HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build();
  }

  URI server() {
    return server;
  }

  HttpResponse<String> send(String method, String path, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path.replace(" ", "%20")))
            .timeout(Duration.ofMinutes(1))
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!headers.containsKey("User-Agent")) {
      request.header("User-Agent", "conformance/1");
    }
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /**
   * Runs a program with a shell's splitting of words, so that quotes in cases mean what they seem
   * to.
   */
  Ran kubectl(String arguments, String input) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(home, "run-");
    Path in = Files.writeString(folder.resolve("in"), input);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>(List.of("bash", "-c", kubectl + " " + arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("NO_PROXY", "127.0.0.1");
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new IOException("kubectl " + arguments + " did not end");
    }
    return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** The real server makes its certificate while it starts; what is tested here is not TLS. */
  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
