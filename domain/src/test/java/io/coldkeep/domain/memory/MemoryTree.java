package io.coldkeep.domain.memory;

import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.LinkTarget;
import io.coldkeep.domain.source.SourceEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Directories, files and links in memory, in the order in which they came. */
public final class MemoryTree {

    /** An entry and, of a file, what is in it. */
    static final class Node {

        private final SourceEntry entry;
        private final byte[] content;

        private Node(SourceEntry entry, byte[] content) {
            this.entry = entry;
            this.content = content;
        }

        SourceEntry entry() {
            return entry;
        }

        byte[] content() {
            return content;
        }
    }

    private static final EntryAttributes ATTRIBUTES =
            new EntryAttributes(0755, 1000, 1000, Instant.parse("2025-06-01T12:00:00.123456789Z"));

    private final Map<EntryPath, Node> nodes = new LinkedHashMap<>();

    public MemoryTree() {
        put(new SourceEntry.Directory(EntryPath.ROOT, ATTRIBUTES), new byte[0]);
    }

    public MemoryTree directory(String path) {
        return put(new SourceEntry.Directory(EntryPath.parse(path), ATTRIBUTES), new byte[0]);
    }

    public MemoryTree file(String path, String text) {
        var content = text.getBytes(StandardCharsets.UTF_8);
        return put(new SourceEntry.RegularFile(EntryPath.parse(path), ATTRIBUTES, content.length), content);
    }

    public MemoryTree link(String path, String target) {
        var bytes = target.getBytes(StandardCharsets.UTF_8);
        return put(new SourceEntry.SymbolicLink(EntryPath.parse(path), ATTRIBUTES, new LinkTarget(bytes)), new byte[0]);
    }

    /** The paths of all entries below the root, sorted. */
    public List<String> paths() {
        return nodes().stream()
                .map(node -> node.entry().path())
                .filter(path -> !path.isRoot())
                .sorted()
                .map(EntryPath::toString)
                .toList();
    }

    /** The paths of the entries right below the root. */
    public List<String> names() {
        return paths().stream().filter(path -> path.lastIndexOf('/') == 0).toList();
    }

    /** What is in the file; empty when there is none. */
    public synchronized Optional<String> text(String path) {
        return Optional.ofNullable(nodes.get(EntryPath.parse(path)))
                .filter(node -> node.entry() instanceof SourceEntry.RegularFile)
                .map(node -> new String(node.content(), StandardCharsets.UTF_8));
    }

    synchronized MemoryTree put(SourceEntry entry, byte[] content) {
        nodes.put(entry.path(), new Node(entry, content));
        return this;
    }

    synchronized List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    /** Puts the other tree's root under that name at the root of this one, with all below it. */
    synchronized void graft(String name, MemoryTree other) throws FileAlreadyExistsException {
        var root = EntryPath.parse(name);
        if (nodes.containsKey(root)) {
            throw new FileAlreadyExistsException(name);
        }
        for (var node : other.nodes()) {
            put(moved(node.entry(), below(root, node.entry().path())), node.content());
        }
    }

    private static EntryPath below(EntryPath root, EntryPath path) {
        if (path.isRoot()) {
            return root;
        }
        var joined = new ByteArrayOutputStream();
        joined.writeBytes(root.bytes());
        joined.write('/');
        joined.writeBytes(path.bytes());
        return EntryPath.of(joined.toByteArray());
    }

    private static SourceEntry moved(SourceEntry entry, EntryPath path) {
        if (entry instanceof SourceEntry.RegularFile file) {
            return new SourceEntry.RegularFile(path, file.attributes(), file.size());
        }
        if (entry instanceof SourceEntry.SymbolicLink link) {
            return new SourceEntry.SymbolicLink(path, link.attributes(), link.target());
        }
        return new SourceEntry.Directory(path, entry.attributes());
    }
}
