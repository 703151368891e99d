package dev.tenon.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes the signatures off the jars of a folder when Tenon is built. Java keeps no class of a
 * signed jar in its archive of classes, and checks the signature of every one again at each start;
 * nothing here asks who has signed a class. The content of the jars stays as it was.
 */
final class Unsigned {
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/(SIG-[^/]*|[^/]+\\.(SF|RSA|DSA|EC))");

  private Unsigned() {}

  /** Of every jar of the folder that is named. */
  public static void main(String[] arguments) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    for (Path jar : jars) {
      takeOff(jar);
    }
  }

  /** Of one jar; leaves it alone where it is not signed. */
  static void takeOff(Path jar) throws IOException {
    Path next = jar.resolveSibling(jar.getFileName() + ".next");
    try (ZipFile from = new ZipFile(jar.toFile())) {
      if (from.stream().noneMatch(Unsigned::isSignature)) {
        return;
      }
      try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(next))) {
        for (ZipEntry entry : from.stream().filter(one -> !isSignature(one)).toList()) {
          copy(from, entry, to);
        }
      }
    }
    Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
    ZipEntry copy = new ZipEntry(entry.getName());
    copy.setTime(entry.getTime());
    to.putNextEntry(copy);
    try (InputStream in = from.getInputStream(entry)) {
      if (entry.getName().equalsIgnoreCase("META-INF/MANIFEST.MF")) {
        manifest(in, to);
      } else {
        in.transferTo(to);
      }
    }
    to.closeEntry();
  }

  /** Without the digests, which are the half of it. */
  private static void manifest(InputStream in, OutputStream to) throws IOException {
    Manifest manifest = new Manifest(new ByteArrayInputStream(in.readAllBytes()));
    manifest.getEntries().clear();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    manifest.write(text);
    text.writeTo(to);
  }

  private static boolean isSignature(ZipEntry entry) {
    return SIGNATURE.matcher(entry.getName().toUpperCase(Locale.ROOT)).matches();
  }
}
