package io.coldkeep.domain.contract;

import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.OpenFile;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A source that gives the entries that a test lists. */
public final class ListedSource implements BackupSource {

    public static final EntryAttributes ATTRIBUTES =
            new EntryAttributes(0644, 1000, 1000, Instant.parse("2025-06-01T12:00:00.123456789Z"));

    private static final EntryAttributes OF_DIRECTORIES = new EntryAttributes(0755, 1000, 1000, ATTRIBUTES.modified());

    private final Map<EntryPath, SourceEntry> entries = new TreeMap<>();
    private final Map<EntryPath, Finding> contents = new HashMap<>();
    private final Map<EntryPath, Integer> opened = new HashMap<>();
    private Unread unreadable = Unread.NONE;
    private Iterator<SourceEntry> rest = entries.values().iterator();

    /** What happens when a file is opened. */
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }

    /** A file as it is found when it is opened for the nth time, from 1 on. */
    @FunctionalInterface
    public interface Finding {
        OpenFile open(int time) throws IOException;
    }

    public ListedSource() {
        add(new SourceEntry.Directory(EntryPath.ROOT, OF_DIRECTORIES));
    }

    /** Adds any entry; a file is empty unless its content is given. */
    public ListedSource add(SourceEntry entry) {
        entries.put(entry.path(), entry);
        rest = entries.values().iterator();
        return this;
    }

    public ListedSource directory(String path) {
        return add(new SourceEntry.Directory(EntryPath.parse(path), OF_DIRECTORIES));
    }

    public ListedSource link(String path, String target) {
        var bytes = target.getBytes(StandardCharsets.UTF_8);
        return add(new SourceEntry.SymbolicLink(EntryPath.parse(path), ATTRIBUTES, new LinkTarget(bytes)));
    }

    public ListedSource file(String path, String text) {
        return file(EntryPath.parse(path), ATTRIBUTES, text.getBytes(StandardCharsets.UTF_8));
    }

    public ListedSource file(EntryPath path, EntryAttributes attributes, byte[] content) {
        return file(
                new SourceEntry.RegularFile(path, attributes, content.length), () -> new ByteArrayInputStream(content));
    }

    /** A file that need not be what it was announced as. */
    public ListedSource file(String path, long announced, Opening content) {
        return file(new SourceEntry.RegularFile(EntryPath.parse(path), ATTRIBUTES, announced), content);
    }

    private ListedSource file(SourceEntry.RegularFile file, Opening content) {
        return file(file, time -> OpenFile.of(announced(file), content.open()));
    }

    /** A file that may be another each time that it is opened, or while it is read. */
    public ListedSource file(SourceEntry.RegularFile file, Finding content) {
        contents.put(file.path(), content);
        return add(file);
    }

    /** What was added last of that path. */
    private SourceEntry.RegularFile announced(SourceEntry.RegularFile file) {
        return entries.get(file.path()) instanceof SourceEntry.RegularFile last ? last : file;
    }

    /** Has the source say that it could not read something itself. */
    public ListedSource passingOver(String path) {
        unreadable = unreadable.and(path);
        return this;
    }

    @Override
    public String name() {
        return "listed";
    }

    @Override
    public Optional<SourceEntry> next() throws IOException {
        return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
    }

    @Override
    public OpenFile open(SourceEntry.RegularFile file) throws IOException {
        var time = opened.merge(file.path(), 1, Integer::sum);
        var content = contents.get(file.path());
        return content == null ? OpenFile.of(file, InputStream.nullInputStream()) : content.open(time);
    }

    /** How often a file was opened. */
    public int opened(String path) {
        return opened.getOrDefault(EntryPath.parse(path), 0);
    }

    @Override
    public Unread unreadable() {
        return unreadable;
    }

    @Override
    public void close() {}

    /** What it gives, as a restore of everything should leave it. */
    public Map<EntryPath, String> expected() throws IOException {
        var expected = new LinkedHashMap<EntryPath, String>();
        for (var entry : entries.values()) {
            if (entry instanceof SourceEntry.RegularFile file) {
                var content = contents.get(file.path());
                try (var opened =
                        content == null ? OpenFile.of(file, InputStream.nullInputStream()) : content.open(1)) {
                    expected.put(
                            entry.path(),
                            RecordingTarget.line(entry, opened.content().readAllBytes()));
                }
            } else {
                expected.put(entry.path(), RecordingTarget.line(entry, new byte[0]));
            }
        }
        return expected;
    }
}
