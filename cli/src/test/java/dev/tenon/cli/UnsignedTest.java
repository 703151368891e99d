package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsignedTest {
  private static final Map<String, String> SIGNED =
      new TreeMap<>(
          Map.of(
              "META-INF/MANIFEST.MF",
              "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n"
                  + "Name: a/A.class\r\nSHA-256-Digest: x\r\n\r\n",
              "META-INF/BC.SF",
              "signature",
              "META-INF/BC.DSA",
              "block",
              "META-INF/services/a.A",
              "a.B",
              "a/A.class",
              "bytes"));

  @TempDir private Path folder;

  @Test
  void theSignatureGoesAndTheRestStays() throws IOException {
    Path jar = jar("signed.jar", SIGNED);

    Unsigned.main(new String[] {folder.toString()});

    try (JarFile now = new JarFile(jar.toFile())) {
      assertThat(now.stream().map(ZipEntry::getName))
          .containsExactly("META-INF/MANIFEST.MF", "META-INF/services/a.A", "a/A.class");
      assertThat(now.getManifest().getMainAttributes().getValue("Multi-Release")).isEqualTo("true");
      assertThat(now.getManifest().getEntries()).isEmpty();
      assertThat(now.getInputStream(now.getEntry("a/A.class")).readAllBytes())
          .isEqualTo("bytes".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aJarWithoutSignatureIsNotTouched() throws IOException {
    Map<String, String> unsigned = new TreeMap<>(SIGNED);
    unsigned.keySet().removeIf(name -> name.contains("BC"));
    Path jar = jar("unsigned.jar", unsigned);
    byte[] before = Files.readAllBytes(jar);

    Unsigned.main(new String[] {folder.toString()});

    assertThat(Files.readAllBytes(jar)).isEqualTo(before);
  }

  private Path jar(String name, Map<String, String> content) throws IOException {
    Path jar = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> entry : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return jar;
  }
}
