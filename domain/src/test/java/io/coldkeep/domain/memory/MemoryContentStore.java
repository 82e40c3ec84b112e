package io.coldkeep.domain.memory;

import io.coldkeep.domain.content.ArchivedContentException;
import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.ContentStore;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.content.Lost;
import io.coldkeep.domain.content.Progress;
import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.content.StoredContent;
import io.coldkeep.domain.content.Thaw;
import io.coldkeep.domain.content.Transfer;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.BackupSource;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.FileContent;
import io.coldkeep.domain.source.RestoreTarget;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.domain.source.Unread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Content in memory. A test may have things happen before and after each step, failures among them. */
public final class MemoryContentStore implements ContentStore {

    /** What the store is asked to do. */
    public enum Step {
        STORE,
        COPY_TO_COLD,
        COPY,
        THAW,
        RESTORE,
        DELETE_WARM,
        DELETE_COLD
    }

    /** Happens before or after a step; what it throws, the step throws. */
    public interface Hook {
        void step(Step step, ContentId id) throws IOException;
    }

    private final Map<ContentId, MemoryTree> warm = new ConcurrentHashMap<>();
    private final Map<ContentId, MemoryTree> cold = new ConcurrentHashMap<>();
    private final Set<EntryPath> lost = ConcurrentHashMap.newKeySet();
    private final Map<ContentId, Description> descriptions = new ConcurrentHashMap<>();
    private final Set<ContentId> archived = ConcurrentHashMap.newKeySet();
    private final Set<ContentId> asked = ConcurrentHashMap.newKeySet();
    private final Set<ContentId> openCopies = ConcurrentHashMap.newKeySet();
    private volatile Hook before = (step, id) -> {};
    private volatile Hook after = (step, id) -> {};

    public void before(Hook action) {
        before = action;
    }

    public void after(Hook action) {
        after = action;
    }

    /** All steps work again. */
    public void recover() {
        before = (step, id) -> {};
        after = (step, id) -> {};
    }

    /** What is kept in that tier. */
    public Set<ContentId> kept(StorageTier tier) {
        return Set.copyOf(tier(tier).keySet());
    }

    /** The copies to cold storage that were begun and have not ended. */
    public Set<ContentId> openCopies() {
        return Set.copyOf(openCopies);
    }

    /** Has a copy begin that nobody ends. */
    public void openCopy(ContentId id) {
        openCopies.add(id);
    }

    /** What was said of a content when it was stored. */
    public Description description(ContentId id) {
        return Optional.ofNullable(descriptions.get(id)).orElseThrow();
    }

    /** Has it be where it must be thawed before it can be read. */
    public void archive(ContentId id) {
        archived.add(id);
    }

    /** What was asked to be thawed, and is not yet. */
    public Set<ContentId> thawing() {
        return Set.copyOf(asked);
    }

    /** Ends the thaws that were asked for. */
    public void finishThaws() {
        archived.removeAll(asked);
        asked.clear();
    }

    /** Damages what is kept, as a failing disk would. */
    public void lose(ContentId id) {
        warm.remove(id);
        cold.remove(id);
    }

    /** Damages a file of all that is kept. */
    public void lose(EntryPath file) {
        lost.add(file);
    }

    private Map<ContentId, MemoryTree> tier(StorageTier tier) {
        return tier == StorageTier.WARM ? warm : cold;
    }

    @Override
    public StoredContent store(ContentId id, BackupSource source, Progress progress, Supplier<Description> description)
            throws IOException {
        before.step(Step.STORE, id);
        var tree = new MemoryTree();
        var unread = Unread.NONE;
        var bytes = 0L;
        var entries = 0L;
        for (var entry = source.next(); entry.isPresent(); entry = source.next()) {
            try {
                var content = content(source, entry.get());
                tree.put(entry.get(), content);
                bytes += content.length;
                entries++;
                if (entry.get() instanceof SourceEntry.RegularFile file && file.size() != content.length) {
                    unread = unread.and(entry.get().path() + " (changed while it was read)");
                }
            } catch (IOException e) {
                unread = unread.and(entry.get().path().toString());
            }
            progress.at(bytes);
        }
        warm.put(id, tree);
        descriptions.put(id, description.get());
        after.step(Step.STORE, id);
        return new StoredContent(bytes, new Transfer(bytes, bytes), entries, unread.plus(source.unreadable()));
    }

    private static byte[] content(BackupSource source, SourceEntry entry) throws IOException {
        if (entry instanceof SourceEntry.RegularFile file) {
            try (var content = source.open(file)) {
                return content.content().readAllBytes();
            }
        }
        return new byte[0];
    }

    @Override
    public long copyToCold(ContentId id, Progress progress) throws IOException {
        openCopies.add(id);
        try {
            var bytes = copyToColdNow(id, progress);
            openCopies.remove(id);
            return bytes;
        } catch (IOException | RuntimeException e) { // an error is the end of the process
            openCopies.remove(id);
            throw e;
        }
    }

    private long copyToColdNow(ContentId id, Progress progress) throws IOException {
        before.step(Step.COPY_TO_COLD, id);
        var bytes = 0L;
        for (var node : require(id).nodes()) {
            bytes += node.content().length;
            progress.at(bytes);
        }
        var isNew = cold.putIfAbsent(id, require(id)) == null;
        after.step(Step.COPY_TO_COLD, id);
        return isNew ? bytes : 0;
    }

    @Override
    public void endCopyToCold(ContentId id) {
        openCopies.remove(id);
    }

    @Override
    public StoredContent copy(ContentId from, ContentId to, Progress progress, Supplier<Description> description)
            throws IOException {
        before.step(Step.COPY, to);
        requireThawed(from);
        var tree = require(from);
        var bytes = 0L;
        for (var node : tree.nodes()) {
            bytes += node.content().length;
            progress.at(bytes);
        }
        warm.put(to, tree);
        descriptions.put(to, description.get());
        after.step(Step.COPY, to);
        return new StoredContent(bytes, new Transfer(bytes, bytes), tree.nodes().size(), Unread.NONE);
    }

    private MemoryTree require(ContentId id) throws CorruptContentException {
        return Optional.ofNullable(warm.get(id))
                .or(() -> Optional.ofNullable(cold.get(id)))
                .orElseThrow(() -> new CorruptContentException(id, "it is missing"));
    }

    private void requireThawed(ContentId id) throws ArchivedContentException {
        if (archived.contains(id)) {
            throw new ArchivedContentException(id, "it is frozen");
        }
    }

    @Override
    public Thaw thaw(ContentId id, RestoreSelection selection, Progress progress) throws IOException {
        before.step(Step.THAW, id);
        var thaw = frozen(id, selection, progress);
        if (!thaw.isDone()) {
            asked.add(id);
        }
        after.step(Step.THAW, id);
        return thaw;
    }

    @Override
    public Thaw frozen(ContentId id, RestoreSelection selection, Progress progress) throws IOException {
        require(id);
        return new Thaw(archived.contains(id) ? 1 : 0, 1);
    }

    @Override
    public RestoredContent restore(ContentId id, RestoreSelection selection, RestoreTarget target, Progress progress)
            throws IOException {
        before.step(Step.RESTORE, id);
        requireThawed(id);
        var bytes = 0L;
        var entries = 0L;
        var damage = Lost.NOTHING;
        var nodes = require(id).nodes();
        for (var node : nodes) {
            var entry = node.entry();
            if (selection.includes(entry.path())
                    || (entry instanceof SourceEntry.Directory && selection.leadsTo(entry.path()))) {
                if (lost.contains(entry.path())) {
                    damage = damage.and(entry.path().toString());
                } else {
                    write(node, target);
                    bytes += node.content().length;
                    entries++;
                }
                progress.at(bytes);
            }
        }
        after.step(Step.RESTORE, id);
        var held = nodes.stream().map(node -> node.entry().path()).collect(Collectors.toSet());
        var missing =
                selection.items().stream().filter(item -> !held.contains(item)).collect(Collectors.<EntryPath>toSet());
        return new RestoredContent(bytes, entries, missing, damage);
    }

    private static void write(MemoryTree.Node node, RestoreTarget target) throws IOException {
        if (node.entry() instanceof SourceEntry.RegularFile file) {
            target.file(file, FileContent.of(new ByteArrayInputStream(node.content())));
        } else if (node.entry() instanceof SourceEntry.SymbolicLink link) {
            target.symbolicLink(link);
        } else if (node.entry() instanceof SourceEntry.Directory directory) {
            target.directory(directory);
        }
    }

    @Override
    public Map<ContentId, IOException> deleteAll(Collection<ContentId> ids, StorageTier tier) {
        var failures = new HashMap<ContentId, IOException>();
        for (var id : ids) {
            try {
                deleteOne(id, tier);
            } catch (IOException e) {
                failures.put(id, e);
            }
        }
        return failures;
    }

    private void deleteOne(ContentId id, StorageTier tier) throws IOException {
        var step = tier == StorageTier.WARM ? Step.DELETE_WARM : Step.DELETE_COLD;
        before.step(step, id);
        tier(tier).remove(id);
        after.step(step, id);
    }

    /** What is deleted is gone. */
    @Override
    public boolean hasGarbage() {
        return false;
    }

    @Override
    public void collect() {}
}
