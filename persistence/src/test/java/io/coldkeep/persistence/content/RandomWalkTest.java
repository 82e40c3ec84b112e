package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.domain.contract.ListedSource;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.domain.source.EntryAttributes;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.domain.source.ExtendedAttribute;
import io.coldkeep.domain.source.ExtendedAttributes;
import io.coldkeep.domain.source.FileNames;
import io.coldkeep.domain.source.FileStamp;
import io.coldkeep.domain.source.SourceEntry;
import io.coldkeep.persistence.content.Faults.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Edits of a tree, backups, moves, copies, expiries, collections, upkeep, damage and restarts in any order, some of them
 * interrupted; what is kept is compared with a map. Longer walks: {@code -Dcoldkeep.seed=… -Dcoldkeep.steps=…}.
 */
class RandomWalkTest {

    private static final int MOST_CONTENTS = 6;
    private static final List<UUID> VAULTS = List.of(new UUID(0, 1), new UUID(0, 2));

    private final long seed = Long.getLong("coldkeep.seed", 20_260_101L);
    private final Random random = new Random(seed);
    private final FaultyWorld world = new FaultyWorld();
    private final Map<EntryPath, Version> files = new TreeMap<>();
    private final List<ContentId> kept = new ArrayList<>();
    private final List<ContentId> givenUp = new ArrayList<>();
    private final Set<ContentId> moving = new LinkedHashSet<>();
    private final List<String> steps = new ArrayList<>();
    private FaultyWorld.Instance process = world.start(Faults.none());
    private Faults faults = Faults.none();
    private boolean unknownDamage;
    private int edits;
    private long attempts;

    /** A file as it was when it was changed last. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares versions
    private record Version(int edit, byte[] content, boolean hasSeveralNames) {

        /** Each third one bears something. */
        EntryAttributes attributes() {
            var bears = new ExtendedAttribute(new byte[] {'e', (byte) (1 + edit % 100)}, new byte[edit % 7]);
            return edit % 3 == 0
                    ? ListedSource.ATTRIBUTES.withExtended(ExtendedAttributes.of(List.of(bears)))
                    : ListedSource.ATTRIBUTES;
        }

        SourceEntry.RegularFile under(EntryPath path) {
            var stamp = new FileStamp(edit, Instant.EPOCH.plusSeconds(edit));
            var names = hasSeveralNames ? Optional.of(new FileNames(0, edit, 3)) : Optional.<FileNames>empty();
            return new SourceEntry.RegularFile(path, attributes(), content.length, Optional.of(stamp), names);
        }
    }

    @Test
    void losesNothingOnAnyWay() throws IOException {
        var count = Integer.getInteger("coldkeep.steps", 400);
        System.out.println("RandomWalkTest: -Dcoldkeep.seed=" + seed + " -Dcoldkeep.steps=" + count);
        try {
            for (var i = 0; i < count; i++) {
                step(i);
            }
            tidyUp();
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ", behind " + lastSteps(), e);
        } finally {
            process.close();
        }
    }

    private List<String> lastSteps() {
        return steps.subList(Math.max(0, steps.size() - 20), steps.size());
    }

    private void step(int number) throws IOException {
        try {
            walk();
        } catch (IOException | RuntimeException e) {
            if (!faults.haveHappened() && !(e instanceof IOException && world.isDamaged())) {
                throw e;
            }
            steps.add(faults.haveHappened() ? faults.toString() : e.getMessage());
        }
        if (faults.haveHappened()) {
            restart();
        }
        if (number % 8 == 0) {
            world.assertNothingIsLost();
        }
        if (number % 50 == 49) {
            tidyUp();
        }
    }

    private void walk() throws IOException {
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> edit();
            case 3, 4, 5 -> backUp();
            case 6 -> move();
            case 7 -> copy();
            case 8 -> expire();
            case 9 -> collect();
            case 10 -> restart();
            case 11, 12 -> upkeep();
            default -> expectTheWorst();
        }
    }

    private void edit() {
        var many = 1 + random.nextInt(5);
        steps.add("edit of " + many);
        for (var i = 0; i < many; i++) {
            var path = EntryPath.parse("f%02d".formatted(random.nextInt(40)));
            edits++;
            switch (random.nextInt(8)) {
                case 0, 1 -> files.remove(path);
                case 2 -> giveAnotherName(path);
                default -> files.put(path, new Version(edits, content(), false));
            }
        }
    }

    /** Whatever was there is another name of some file from now on, which changes that. */
    private void giveAnotherName(EntryPath path) {
        if (!files.isEmpty()) {
            var other = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
            var both = new Version(edits, Objects.requireNonNull(files.get(other)).content, true);
            files.put(other, both);
            files.put(path, both);
        }
    }

    private byte[] content() {
        if (random.nextInt(30) == 0) {
            return new byte[300_000 + random.nextInt(100_000)];
        }
        var content = new byte[random.nextInt(random.nextInt(10) == 0 ? 20_000 : 1_000)];
        new Random(random.nextInt(50)).nextBytes(content); // often the same as somewhere else
        return content;
    }

    private ListedSource tree() {
        var tree = new ListedSource();
        files.forEach((path, version) -> {
            tree.file(path, version.attributes(), version.content);
            tree.add(version.under(path));
        });
        return tree;
    }

    private ContentId newId(UUID vault) {
        var id = new ContentId(vault, new UUID(1, ++attempts));
        givenUp.add(id); // until it is known to be kept
        return id;
    }

    private void keeps(ContentId id) {
        givenUp.remove(id);
        kept.add(id);
    }

    private void backUp() throws IOException {
        if (kept.size() >= MOST_CONTENTS) {
            expire();
        }
        var id = newId(VAULTS.getFirst());
        steps.add("backup " + attempts);
        process.backUp(id, tree(), tree().expected());
        keeps(id);
        assertThat(unknownDamage || !world.isDamaged(id))
                .as("built on what is known to be sound")
                .isTrue();
    }

    private Optional<ContentId> any() {
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept.get(random.nextInt(kept.size())));
    }

    private void move() throws IOException {
        var id = any();
        if (id.isPresent() && (world.index().find(id.get(), StorageTier.WARM).isPresent() || random.nextBoolean())) {
            steps.add("move of " + id.get().attempt());
            moving.add(id.get());
            process.moveToCold(id.get());
            moving.remove(id.get());
        }
    }

    private void copy() throws IOException {
        var from = any();
        if (from.isPresent() && kept.size() < MOST_CONTENTS) {
            var to = newId(VAULTS.get(random.nextInt(2)));
            steps.add("copy of " + from.get().attempt() + " to " + attempts);
            process.copy(from.get(), to);
            keeps(to);
        }
    }

    private void expire() throws IOException {
        var id = any();
        if (id.isPresent()) {
            steps.add("expiry of " + id.get().attempt());
            kept.remove(id.get());
            givenUp.add(id.get()); // until it is known to be deleted
            process.delete(id.get());
            givenUp.remove(id.get());
        }
    }

    private void collect() {
        steps.add("collection");
        process.store().collect();
    }

    /** What is damaged is known from then on. */
    private void upkeep() {
        steps.add("upkeep");
        process.upkeep();
        if (!faults.haveHappened()) {
            unknownDamage = false;
        }
        if (random.nextInt(3) == 0) {
            steps.add("damage");
            world.damage(random);
            unknownDamage = true;
        }
    }

    private void expectTheWorst() {
        var kinds = Kind.values();
        steps.add("something is going to happen");
        restart(new Faults(kinds[random.nextInt(kinds.length)], random.nextInt(60)));
    }

    private void restart() {
        steps.add("restart");
        restart(Faults.none());
    }

    private void restart(Faults next) {
        process.close();
        faults = next;
        process = world.start(faults);
    }

    /** Ends what was interrupted: moves are done again, all else is given up. */
    private void tidyUp() throws IOException {
        restart();
        moving.retainAll(kept);
        for (var id : moving) {
            moveIfItCanBe(id);
        }
        moving.clear();
        for (var id : givenUp) {
            process.delete(id);
        }
        givenUp.clear();
        world.assertNothingIsLost();
        world.assertNothingIsLeftOver();
        assertThat(kept).allMatch(world::isThere);
    }

    private void moveIfItCanBe(ContentId id) throws IOException {
        try {
            process.moveToCold(id);
        } catch (CorruptContentException e) {
            if (!world.isDamaged(id)) {
                throw e;
            }
        }
    }
}
