package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.FilePlace;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Lists what is restored into it, a line for each entry, with all that a backup keeps of it and the SHA-256 of its bytes. */
final class ListingTarget implements RestoreTarget {

    private final Map<EntryPath, String> lines = new ConcurrentSkipListMap<>();
    private final Map<EntryPath, String> contents = new ConcurrentSkipListMap<>();
    private int otherNames;

    /** In the order of the tree. */
    List<String> lines() {
        return List.copyOf(lines.values());
    }

    /** How many files were given as other names of files that were there. */
    int otherNames() {
        return otherNames;
    }

    /** In ASCII: bytes that are none, and spaces, behind a percent sign. */
    private static String escaped(byte[] bytes) {
        return URLEncoder.encode(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1)
                .replace("%2F", "/");
    }

    private void add(String type, SourceEntry entry, String what) {
        lines.put(
                entry.path(),
                type + " /" + escaped(entry.path().bytes()) + " " + attributes(entry.attributes()) + what);
    }

    private static String attributes(EntryAttributes attributes) {
        var extended = new ArrayList<String>();
        for (var attribute : attributes.extended().all()) {
            extended.add(escaped(attribute.name()) + "=" + HexFormat.of().formatHex(attribute.value()));
        }
        return "%04o %d:%d %s %s"
                .formatted(attributes.mode(), attributes.uid(), attributes.gid(), attributes.modified(), extended);
    }

    @Override
    public void directory(SourceEntry.Directory directory) {
        add("directory", directory, "");
    }

    @Override
    public FilePlace place(SourceEntry.RegularFile file) {
        return new FilePlace() {
            @Override
            public void fill(FileContent content) throws IOException {
                contents.put(file.path(), bytes(content));
                addFile(file, file.path());
            }

            @Override
            public void close() {}
        };
    }

    private void addFile(SourceEntry.RegularFile file, EntryPath written) {
        add("file", file, " " + file.size() + " " + names(file) + " " + contents.get(written));
    }

    private static String names(SourceEntry.RegularFile file) {
        return file.names()
                .map(names -> names.count() + " names of " + names.device() + ":" + names.inode())
                .orElse("1 name");
    }

    /** Where holes are and how long, then the SHA-256 of the whole. */
    private static String bytes(FileContent content) throws IOException {
        var digest = digest();
        var holes = new StringBuilder();
        var at = skipHole(content, 0, holes, digest);
        var buffer = new byte[1 << 16];
        for (var read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            digest.update(buffer, 0, read);
            at = skipHole(content, at + read, holes, digest);
        }
        return holes + HexFormat.of().formatHex(digest.digest());
    }

    private static long skipHole(FileContent content, long at, StringBuilder holes, MessageDigest digest)
            throws IOException {
        var hole = content.skipHole();
        if (hole > 0) {
            holes.append("hole ").append(at).append('+').append(hole).append(' ');
            update(digest, hole);
        }
        return at + hole;
    }

    private static void update(MessageDigest digest, long zeros) {
        var buffer = new byte[1 << 16];
        for (var left = zeros; left > 0; left -= buffer.length) {
            digest.update(buffer, 0, (int) Math.min(left, buffer.length));
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean anotherName(SourceEntry.RegularFile file, EntryPath existing) throws IOException {
        if (!contents.containsKey(existing)) {
            throw new IOException("no file was given before: " + existing);
        }
        otherNames++;
        addFile(file, existing);
        return true;
    }

    @Override
    public void symbolicLink(SourceEntry.SymbolicLink link) {
        add("link", link, " to " + escaped(link.target().bytes()));
    }

    /** What a restore of all that a source gives has to list. */
    static List<String> of(BackupSource source) throws IOException {
        try (var target = new ListingTarget()) {
            for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
                switch (entry.get()) {
                    case SourceEntry.Directory directory -> target.directory(directory);
                    case SourceEntry.SymbolicLink link -> target.symbolicLink(link);
                    case SourceEntry.RegularFile file -> {
                        try (var opened = source.open(file)) {
                            target.file(opened.look(), opened.content());
                        }
                    }
                }
            }
            return target.lines();
        }
    }

    @Override
    public void complete(String name) {}

    @Override
    public void abandon(String name) {}

    @Override
    public void close() {}
}
