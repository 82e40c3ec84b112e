package io.coldkeep.persistence.content.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A tree to back up, the same each time: many small files of text, large ones that cannot be compressed, and logs. */
final class Corpus {

    private static final int FILES_IN_DIRECTORY = 100;
    private static final int MEAN_SIZE = 9_000;
    private static final int MOST = 200_000;
    private static final int MEDIA_SIZE = 64 << 20;
    private static final int LOG_LINES = 700_000;

    private final Path root;
    private final int smallFiles;
    private final int mediaFiles;
    private final int logs;
    private final Random random = new Random(7);

    /** @param megabytes about how much there is: a fourth each in small files and logs, the rest in large ones */
    Corpus(Path root, int megabytes) {
        this.root = root;
        this.smallFiles = megabytes * 1_000_000 / 4 / MEAN_SIZE;
        this.mediaFiles = Math.max(1, megabytes / 2 / 64);
        this.logs = Math.max(1, megabytes / 4 / 36);
    }

    void make() throws IOException {
        var text = text();
        for (var i = 0; i < smallFiles; i++) {
            var directory = root.resolve("tree/%d/%d".formatted(i / FILES_IN_DIRECTORY % 20, i / FILES_IN_DIRECTORY));
            Files.createDirectories(directory);
            Files.write(directory.resolve("file-" + i + ".txt"), smallFile(text));
        }
        Files.createDirectories(root.resolve("media"));
        for (var i = 0; i < mediaFiles; i++) {
            var bytes = new byte[MEDIA_SIZE];
            random.nextBytes(bytes);
            Files.write(root.resolve("media/" + i + ".bin"), bytes);
        }
        Files.createDirectories(root.resolve("logs"));
        for (var i = 0; i < logs; i++) {
            writeLog(root.resolve("logs/" + i + ".log"));
        }
    }

    private byte[] text() {
        var words = new ArrayList<String>();
        for (var i = 0; i < 5_000; i++) {
            var word = new StringBuilder();
            random.ints(2 + random.nextInt(7), 'a', 'z' + 1).forEach(letter -> word.append((char) letter));
            words.add(word.toString());
        }
        var text = new StringBuilder();
        while (text.length() < 4_000_000) {
            text.append(words.get(random.nextInt(words.size()))).append(' ');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] smallFile(byte[] text) {
        var size = (int) Math.min(MOST, -Math.log(1 - random.nextDouble()) * MEAN_SIZE) + 20;
        var from = random.nextInt(text.length - size);
        var bytes = Arrays.copyOfRange(text, from, from + size);
        var unique = Long.toHexString(random.nextLong()).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(unique, 0, bytes, 0, unique.length);
        return bytes;
    }

    private void writeLog(Path file) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            var at = 0L;
            for (var line = 0; line < LOG_LINES; line++) {
                at += random.nextInt(1000);
                out.write("2026-11-%02d %012d INFO  request=%08x took %d ms%n"
                        .formatted(line % 28 + 1, at, random.nextInt(), random.nextInt(300))
                        .getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Changes one of sixty-four small files, appends to the logs, and writes into the middle of a large file. */
    void change() throws IOException {
        for (var file : smallFiles()) {
            if (random.nextInt(64) == 0) {
                Files.writeString(
                        file, String.format(Locale.ROOT, "changed %d", random.nextLong()), StandardOpenOption.APPEND);
            }
        }
        try (var media = new RandomAccessFile(root.resolve("media/0.bin").toFile(), "rw")) {
            media.seek(MEDIA_SIZE / 2);
            media.write(new byte[100_000]);
        }
        for (var i = 0; i < logs; i++) {
            Files.writeString(root.resolve("logs/" + i + ".log"), "appended\n".repeat(1000), StandardOpenOption.APPEND);
        }
    }

    private List<Path> smallFiles() throws IOException {
        try (var files = Files.walk(root.resolve("tree"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** One small file, relative to the root. */
    String item() throws IOException {
        var files = smallFiles();
        return root.relativize(files.get(files.size() / 2)).toString();
    }
}
