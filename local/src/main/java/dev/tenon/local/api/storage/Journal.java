package dev.tenon.local.api.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The file that every change is appended to before it is acknowledged: a line for each, a checksum
 * and the change as JSON, so that a person can read it.
 *
 * <p>A journal and not a database: the objects are all in memory, so what is wanted of the disk is
 * an append and a replay. One {@code write} per change survives a process that is killed (the bytes
 * are the operating system's then), costs microseconds, and shows at the next start exactly where a
 * file is damaged. A power cut may take the last changes; whoever needs more than that runs a
 * cluster.
 */
final class Journal implements Closeable {
  private static final int CHECKSUM = 8;

  private final Path file;
  // not a FileChannel: that one closes when a thread that writes is interrupted
  private RandomAccessFile out;
  private long size;

  private Journal(Path file, RandomAccessFile out, long size) {
    this.file = file;
    this.out = out;
    this.size = size;
  }

  /**
   * Opens the file, or makes it, and replays what it holds. A last line that was not written to its
   * end was never acknowledged and is dropped.
   *
   * @throws StorageFailure where the file is damaged or cannot be read
   */
  static Journal open(Path file, Consumer<JsonNode> replay) {
    try {
      long end = Files.exists(file) ? replay(file, replay) : 0;
      if (!Files.exists(file)) {
        PrivateFiles.write(file, "");
      }
      RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
      out.setLength(end);
      out.seek(end);
      return new Journal(file, out, end);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static long replay(Path file, Consumer<JsonNode> replay) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int start = 0;
    while (start < all.length) {
      int end = start;
      while (end < all.length && all[end] != '\n') {
        end++;
      }
      if (end == all.length) {
        break;
      }
      replay.accept(parsed(file, all, start, end));
      start = end + 1;
    }
    return start;
  }

  private static JsonNode parsed(Path file, byte[] all, int start, int end) {
    int body = start + CHECKSUM + 1;
    if (end < body
        || !new String(all, start, CHECKSUM, StandardCharsets.US_ASCII)
            .equals(checksum(all, body, end - body))) {
      throw damaged(file, all, start);
    }
    try {
      return Json.read(new String(all, body, end - body, StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      throw damaged(file, all, start);
    }
  }

  private static StorageFailure damaged(Path file, byte[] all, int start) {
    long line = 1;
    for (int i = 0; i < start; i++) {
      if (all[i] == '\n') {
        line++;
      }
    }
    return new StorageFailure(
        "the state file "
            + file
            + " is damaged at line "
            + line
            + " (byte "
            + start
            + "): the line does not match its checksum. To keep all that was written before it, run"
            + " `cp "
            + file
            + " "
            + file
            + ".damaged && truncate -s "
            + start
            + " "
            + file
            + "`; to begin with nothing, move the file away");
  }

  private static String checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    String hex = Long.toHexString(crc.getValue());
    return "0".repeat(CHECKSUM - hex.length()) + hex;
  }

  private static byte[] line(ObjectNode entry) {
    byte[] body = Json.bytes(entry);
    byte[] out = new byte[CHECKSUM + 1 + body.length + 1];
    System.arraycopy(
        checksum(body, 0, body.length).getBytes(StandardCharsets.US_ASCII), 0, out, 0, CHECKSUM);
    out[CHECKSUM] = ' ';
    System.arraycopy(body, 0, out, CHECKSUM + 1, body.length);
    out[out.length - 1] = '\n';
    return out;
  }

  /**
   * Appends; when it returns, the entry survives the death of this process.
   *
   * @return how many bytes it took
   */
  int append(ObjectNode entry) {
    byte[] line = line(entry);
    try {
      out.write(line);
      size += line.length;
      return line.length;
    } catch (IOException e) {
      try {
        out.setLength(size);
        out.seek(size);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw cannotWrite(file, e);
    }
  }

  /** The file's length in bytes. */
  long size() {
    return size;
  }

  /**
   * Replaces the file by one that holds just these entries; the old one stays until that is whole.
   */
  void rewrite(Stream<ObjectNode> entries) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      PrivateFiles.write(next, "");
      try (FileOutputStream whole = new FileOutputStream(next.toFile());
          OutputStream stream = new BufferedOutputStream(whole, 1 << 16)) {
        entries.forEach(
            entry -> {
              try {
                stream.write(line(entry));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
        stream.flush();
        whole.getFD().sync();
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      out.close();
      out = new RandomAccessFile(file.toFile(), "rw");
      size = out.length();
      out.seek(size);
    } catch (UncheckedIOException e) {
      throw cannotWrite(next, e.getCause());
    } catch (IOException e) {
      throw cannotWrite(next, e);
    }
  }

  @Override
  public void close() {
    try {
      out.getFD().sync();
      out.close();
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static StorageFailure cannotWrite(Path file, IOException e) {
    return new StorageFailure(
        "cannot write the state file "
            + file
            + ": "
            + e.getMessage()
            + "; check that the disk has room and that the folder belongs to you",
        e);
  }
}
