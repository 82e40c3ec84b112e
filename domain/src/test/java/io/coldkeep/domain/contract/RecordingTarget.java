package io.coldkeep.domain.contract;

import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.FilePlace;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Notes what is restored into it, a line for each entry with everything that a backup keeps of it. */
public final class RecordingTarget implements RestoreTarget {

    private final Map<EntryPath, String> lines = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<EntryPath, byte[]> contents = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<EntryPath, EntryPath> names = new LinkedHashMap<>();
    private final Set<EntryPath> refused = new HashSet<>();

    public Map<EntryPath, String> lines() {
        return lines;
    }

    /** The content of a file. */
    public String text(String path) {
        return text(EntryPath.parse(path));
    }

    private String text(EntryPath path) {
        return new String(contents.getOrDefault(path, new byte[0]), StandardCharsets.ISO_8859_1);
    }

    /** From now on it cannot give a file that other name. */
    public RecordingTarget givingNoOtherNameTo(EntryPath path) {
        refused.add(path);
        return this;
    }

    /** Names that were given to files that had one, and which. */
    public Map<EntryPath, EntryPath> names() {
        return names;
    }

    static String line(SourceEntry entry, byte[] content) {
        var what = entry instanceof SourceEntry.SymbolicLink link
                ? Arrays.toString(link.target().bytes())
                : String.valueOf(content.length);
        return entry.getClass().getSimpleName() + " " + entry.attributes() + " " + what + "\n"
                + new String(content, StandardCharsets.ISO_8859_1);
    }

    private void note(SourceEntry entry, byte[] content) throws IOException {
        if (lines.putIfAbsent(entry.path(), line(entry, content)) != null) {
            throw new IOException("given twice: " + entry.path());
        }
        contents.put(entry.path(), content);
    }

    @Override
    public void directory(SourceEntry.Directory directory) throws IOException {
        note(directory, new byte[0]);
    }

    @Override
    public FilePlace place(SourceEntry.RegularFile file) {
        return new FilePlace() {
            @Override
            public void fill(FileContent content) throws IOException {
                note(file, content.readAllBytes());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean anotherName(SourceEntry.RegularFile file, EntryPath existing) throws IOException {
        if (refused.contains(file.path())) {
            return false;
        }
        note(file, contents.getOrDefault(existing, new byte[0]));
        names.put(file.path(), existing);
        return true;
    }

    @Override
    public void symbolicLink(SourceEntry.SymbolicLink link) throws IOException {
        note(link, new byte[0]);
    }

    @Override
    public void complete(String name) {}

    @Override
    public void abandon(String name) {}

    @Override
    public void close() {}
}
