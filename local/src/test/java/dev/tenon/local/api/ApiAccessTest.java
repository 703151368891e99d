package dev.tenon.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and how. */
class ApiAccessTest {
  @TempDir Path home;
  private EmbeddedApi api;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    api = EmbeddedApi.start(EmbeddedApiOptions.in(home));
    client = new ApiClient(api.kubeconfig());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theKubeconfigIsForItsOwnerAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(api.kubeconfig())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("api/pki/server.pem"))))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("api/objects.journal"))))
        .isEqualTo("rw-------");
  }

  @Test
  void theCertificateIsTrustedByTheKubeconfigAndForThisHost() throws Exception {
    // the client checks both: another authority or name would fail the request
    assertThat(client.get("/version").code()).isEqualTo(200);
  }

  @Test
  void theTokenIsInNoOtherFile() throws IOException {
    try (var files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.equals(api.kubeconfig())) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(client.token());
        }
      }
    }
  }

  @Test
  void aRequestWithoutTheTokenIsRefused() throws Exception {
    for (String header : new String[] {"", "Bearer wrong", "Basic YTpi"}) {
      HttpRequest.Builder request = HttpRequest.newBuilder(client.uri("/api/v1/namespaces"));
      if (!header.isEmpty()) {
        request.header("Authorization", header);
      }
      HttpResponse<String> answer =
          client.http().send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("\"Unauthorized\"");
    }
  }

  @Test
  void healthNeedsNoToken() throws Exception {
    HttpResponse<String> answer =
        client
            .http()
            .send(
                HttpRequest.newBuilder(client.uri("/readyz")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok");
  }

  @Test
  void aRequestForAnotherHostIsRefused() throws Exception {
    assertThat(raw("attacker.example:" + api.port())).startsWith("HTTP/1.1 403");
    assertThat(raw("127.0.0.1.attacker.example")).startsWith("HTTP/1.1 403");
    assertThat(raw("localhost:" + api.port())).startsWith("HTTP/1.1 200");
    assertThat(raw("127.0.0.1")).startsWith("HTTP/1.1 200");
  }

  private String raw(String host) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            client.http().sslContext().getSocketFactory().createSocket("127.0.0.1", api.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET /version HTTP/1.1\r\nHost: "
                      + host
                      + "\r\nAuthorization: Bearer "
                      + client.token()
                      + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(20), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void aBodyThatIsTooLongIsRefused() throws Exception {
    String body = ApiClient.configMap("a", "x".repeat(4 * 1024 * 1024));
    ApiClient.Answer answer = client.post("/api/v1/namespaces/default/configmaps", body);
    assertThat(answer.code()).isEqualTo(413);
    assertThat(answer.message()).contains("limit is 3145728");
    assertThat(client.get("/version").code()).isEqualTo(200);
  }

  @Test
  void onlyTheLoopbackInterfaceListens() throws Exception {
    assertThat(api.port()).isPositive();
    try (ServerSocket elsewhere = new ServerSocket()) {
      // the port is free on every other address of this machine
      elsewhere.bind(new java.net.InetSocketAddress("127.0.0.2", api.port()));
      assertThat(elsewhere.isBound()).isTrue();
    }
  }

  @Test
  void aTakenPortIsSaidAndWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
      EmbeddedApiOptions options =
          EmbeddedApiOptions.in(home.resolve("other")).withPort(taken.getLocalPort());
      assertThatThrownBy(() -> EmbeddedApi.start(options))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("name another one");
    }
  }

  @Test
  void aHomeServesOneApiAtATime() {
    assertThatThrownBy(() -> EmbeddedApi.start(EmbeddedApiOptions.in(home)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is in use by another running API")
        .hasMessageContaining("choose another home");
  }

  @Test
  void aCertificateThatEndsSoonIsMadeAnew() throws Exception {
    String before = Files.readString(home.resolve("api/pki/server.pem"));
    api.close();
    api = EmbeddedApi.start(EmbeddedApiOptions.in(home));
    assertThat(Files.readString(home.resolve("api/pki/server.pem"))).isEqualTo(before);
    api.close();
    Clock nearTheEnd = Clock.fixed(Instant.now().plus(Duration.ofDays(340)), ZoneOffset.UTC);
    api = EmbeddedApi.start(EmbeddedApiOptions.in(home).withClock(nearTheEnd));
    assertThat(Files.readString(home.resolve("api/pki/server.pem"))).isNotEqualTo(before);
  }

  @Test
  void whatIsNotServedIsSaid() throws Exception {
    ApiClient.Answer pods = client.get("/api/v1/namespaces/default/pods");
    assertThat(pods.code()).isEqualTo(404);
    assertThat(pods.message()).isEqualTo("the server could not find the requested resource");
    ApiClient.Answer service =
        client.post(
            "/api/v1/namespaces/default/services",
            "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"a\"}}");
    assertThat(service.code()).isEqualTo(405);
    assertThat(service.message()).contains("this API has no services");
    ApiClient.Answer protobuf =
        client.post(
            "/apis/coordination.k8s.io/v1/namespaces/default/leases",
            "k8s\0",
            "Content-Type",
            "application/vnd.kubernetes.protobuf");
    assertThat(protobuf.code()).isEqualTo(415);
    assertThat(protobuf.message()).contains("kubectl apply -f");
  }
}
