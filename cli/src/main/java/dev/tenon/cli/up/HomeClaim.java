package dev.tenon.cli.up;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Makes sure that one process works in a home at a time, and lets the next one say which. The lock
 * is the system's, so it is gone when the process is, however it ended.
 */
final class HomeClaim implements AutoCloseable {
  /** Only a byte far behind the text is locked: others can read who it is. */
  private static final long LOCKED_BYTE = 1 << 20;

  private final FileChannel channel;

  private HomeClaim(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a home; makes the folder where it is not there.
   *
   * @throws IOException where another process has it, or it cannot be written; the message says
   *     what to do
   */
  static HomeClaim take(Path home) throws IOException {
    if (Files.exists(home) && !Files.isDirectory(home)) {
      throw new IOException(
          home + " is a file, and a home is a folder; name another one by --home");
    }
    Path file = home.resolve("up.lock");
    FileChannel channel;
    try {
      Files.createDirectories(home);
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException(
          "the home "
              + home.toAbsolutePath()
              + " cannot be written ("
              + e.getMessage()
              + "); name another one by --home",
          e);
    }
    Optional<FileLock> lock = lock(channel);
    if (lock.isEmpty()) {
      String owner = read(channel);
      channel.close();
      throw new IOException(
          "the home "
              + home.toAbsolutePath()
              + " is in use by "
              + (owner.isBlank() ? "another tenon up" : owner.strip())
              + "; stop that one, or name another home by --home");
    }
    write(channel, "tenon up, process " + ProcessHandle.current().pid());
    return new HomeClaim(channel);
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock(LOCKED_BYTE, 1, false));
    } catch (OverlappingFileLockException e) {
      // held by this very process
      return Optional.empty();
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(200);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
