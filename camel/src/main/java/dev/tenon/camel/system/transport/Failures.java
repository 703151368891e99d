package dev.tenon.camel.system.transport;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ProtocolException;

/** What failed, in words for people: no exception's name and none of its message. */
final class Failures {
  private Failures() {}

  static String text(Throwable failure) {
    if (is(failure, UnknownHostException.class)) {
      return "its host name cannot be resolved";
    }
    if (is(failure, CertificateExpiredException.class)) {
      return "its certificate has expired";
    }
    if (is(failure, CertPathBuilderException.class)) {
      return "its certificate is not trusted here";
    }
    if (is(failure, SSLPeerUnverifiedException.class)) {
      return "its certificate is for another host";
    }
    if (is(failure, SSLException.class)) {
      return "the TLS connection failed";
    }
    if (is(failure, ConnectException.class) || is(failure, NoRouteToHostException.class)) {
      return "it refuses connections";
    }
    if (is(failure, SocketTimeoutException.class)) {
      return "no answer in time";
    }
    if (is(failure, ProtocolException.class)) {
      return "its answer is not HTTP";
    }
    return "the connection ended before the answer was complete";
  }

  private static boolean is(Throwable failure, Class<? extends Throwable> type) {
    return Stream.iterate(failure, at -> at != null, Throwable::getCause)
        .limit(10)
        .anyMatch(type::isInstance);
  }
}
