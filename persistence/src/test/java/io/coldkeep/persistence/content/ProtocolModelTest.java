package io.coldkeep.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The protocol of backups, deletions, moves to cold storage and collections by itself: everybody's steps in every order. One chunk
 * in one vault is enough; whoever finds it builds on the pack that it is in, others write a pack of their own.
 *
 * <p>Two backups of different contents, an attempt at the content of the first that goes on though the other has ended it (or the
 * other way round), a move of the oldest content, a deletion of the oldest content and of what the first backup keeps, a repack
 * that another one may end at any time, and a collector that never stops. The content of the first backup needs another part of a
 * pack than the others do.
 */
class ProtocolModelTest {

    /** What may be wrong with a protocol. */
    enum Mutation {
        NONE,
        /** Doomed packs are deleted although a session is open that began before. */
        COLLECT_WITHOUT_EPOCHS,
        /** Packs of open sessions are deleted when no content needs them. */
        COLLECT_WHAT_IS_WRITTEN,
        /** A session commits although it was ended. */
        COMMIT_WITHOUT_FENCE,
        /** A session commits although it was ended, and what it needs may be gone. */
        COMMIT_WITHOUT_ANY_TEST,
        /** What a session needs stays doomed. */
        COMMIT_WITHOUT_REVIVAL,
        /** A session builds on packs that were doomed before it began. */
        FIND_DOOMED,
        /** A session builds on packs that another one is writing. */
        FIND_WRITTEN,
        /** Objects are deleted when their packs are doomed, before these are set deleting. */
        OBJECTS_FIRST,
        /** A pack of a content is in the store when the content is committed, and not before. */
        COMMIT_BEFORE_OBJECTS,
        /** A deletion leaves the sessions open that write what it deletes. */
        DELETE_WITHOUT_ENDING,
        /** The warm content is deleted before the cold one is committed. */
        MOVE_BACKWARDS,
        /** A repack has contents need its pack that were not looked at for what they need. */
        REPLACE_WHAT_WAS_NOT_CONSIDERED,
        /** A repack has contents need its pack although it was ended. */
        REPLACE_WITHOUT_FENCE,
        /** A repack has contents need its pack before it is in the store. */
        REPLACE_BEFORE_OBJECTS
    }

    /** The invariant that does not hold. */
    private static final class Violation extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Violation(String what, State state) {
            super(what + " in " + state);
        }
    }

    // packs, each written by the actor of the same number
    private static final int ZOMBIE = 0;
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int MOVER = 3;
    private static final int REPACKER = 4;
    private static final int OLD = 5;
    private static final int PACKS = 6;

    private static final int WRITERS = 5;
    private static final int DELETER = 5;
    private static final int COLLECTOR = 6;

    // states of a pack
    private static final int NONE = 0;
    private static final int WRITING = 1;
    private static final int FINISHED = 2;
    private static final int LIVE = 3;
    private static final int DOOMED = 4;
    private static final int DELETING = 5;
    private static final int GONE = 6;

    // contents
    private static final int OLD_WARM = 0;
    private static final int OLD_COLD = 1;
    private static final int OF_FIRST = 2;
    private static final int OF_SECOND = 3;
    private static final int CONTENTS = 4;

    private static final int DONE = 20;

    /** Everything that is durable, and where everybody is. */
    private static final class State {

        private static final int EPOCH = 0;
        private static final int PACK = 1;
        private static final int DOOM = PACK + PACKS;
        private static final int OBJECT = DOOM + PACKS;
        private static final int NEEDS = OBJECT + PACKS;
        private static final int DELETED = NEEDS + CONTENTS;
        private static final int AT = DELETED + CONTENTS;
        private static final int OPEN = AT + WRITERS + 2;
        private static final int BEGAN = OPEN + WRITERS;
        private static final int PLAN = BEGAN + WRITERS;
        private static final int DELETES = PLAN + WRITERS;
        private static final int CONSIDERED = DELETES + 1;
        private static final int LENGTH = CONSIDERED + 1;

        private final byte[] all;

        private State(byte[] all) {
            this.all = all;
        }

        static State initial(int... without) {
            var state = new State(new byte[LENGTH]);
            state.set(PACK + OLD, LIVE);
            state.set(OBJECT + OLD, 1);
            state.set(NEEDS + OLD_WARM, 1 + OLD);
            for (var actor : without) {
                state.set(AT + actor, DONE);
            }
            return state;
        }

        State copy() {
            return new State(all.clone());
        }

        int get(int field) {
            return all[field];
        }

        void set(int field, int value) {
            all[field] = (byte) value;
        }

        boolean is(int pack, int state) {
            return get(PACK + pack) == state;
        }

        int needs(int content) {
            return get(NEEDS + content) - 1;
        }

        /** Only the order of epochs matters, and only of those that somebody is going to look at. */
        void forgetEpochs() {
            var used = new TreeSet<Integer>();
            used.add(get(EPOCH));
            for (var actor = 0; actor < WRITERS; actor++) {
                if (get(OPEN + actor) == 0) {
                    set(BEGAN + actor, 0);
                } else {
                    used.add(get(BEGAN + actor));
                }
            }
            for (var pack = 0; pack < PACKS; pack++) {
                if (is(pack, DOOMED)) {
                    used.add(get(DOOM + pack));
                }
            }
            set(EPOCH, used.headSet(get(EPOCH)).size());
            for (var actor = 0; actor < WRITERS; actor++) {
                set(BEGAN + actor, used.headSet(get(BEGAN + actor)).size());
            }
            for (var pack = 0; pack < PACKS; pack++) {
                set(
                        DOOM + pack,
                        is(pack, DOOMED) ? used.headSet(get(DOOM + pack)).size() : 0);
            }
        }

        String key() {
            return new String(all, StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return Arrays.toString(all);
        }
    }

    private final Set<String> seen = new HashSet<>();
    private final ArrayDeque<State> toVisit = new ArrayDeque<>();
    private Mutation mutation = Mutation.NONE;

    private void explore(Mutation with, int... without) {
        mutation = with;
        visit(State.initial(without));
        while (!toVisit.isEmpty()) {
            var state = toVisit.removeLast();
            var others = stepsOfOthers(state);
            next(state, this::collect);
            if (!others && isQuiet(state)) {
                assertNothingIsLeft(state);
            }
        }
    }

    private void visit(State state) {
        state.forgetEpochs();
        for (var content = 0; content < CONTENTS; content++) {
            var pack = state.needs(content);
            if (pack >= 0 && (!state.is(pack, LIVE) || state.get(State.OBJECT + pack) == 0)) {
                throw new Violation("content " + content + " has lost pack " + pack, state);
            }
            if (pack == REPACKER && (state.get(State.CONSIDERED) & partOf(content)) == 0) {
                throw new Violation("what content " + content + " needs was not copied", state);
            }
        }
        if (seen.add(state.key())) {
            toVisit.add(state);
        }
    }

    /** What it needs of the pack that it is in, as a bit. */
    private static int partOf(int content) {
        return content == OF_FIRST ? 2 : 1;
    }

    private void next(State from, Consumer<State> step) {
        var to = from.copy();
        step.accept(to);
        visit(to);
    }

    private boolean stepsOfOthers(State state) {
        var some = false;
        for (var actor : new int[] {ZOMBIE, FIRST, SECOND, MOVER}) {
            if (state.get(State.AT + actor) != DONE) {
                some = true;
                if (actor == MOVER) {
                    move(state);
                } else {
                    backUp(state, actor);
                }
            }
        }
        if (state.get(State.AT + DELETER) != DONE) {
            some = true;
            next(state, this::delete);
        }
        if (state.get(State.AT + REPACKER) != DONE) {
            some = true;
            repack(state);
        }
        return some;
    }

    private static int contentOf(int actor) {
        return switch (actor) {
            case MOVER -> OLD_COLD;
            case REPACKER -> -1;
            case SECOND -> OF_SECOND;
            default -> OF_FIRST;
        };
    }

    // a backup

    private void backUp(State state, int actor) {
        switch (state.get(State.AT + actor)) {
            case 0 -> next(state, to -> begin(to, actor));
            case 1 -> find(state, actor);
            default -> next(state, to -> write(to, actor));
        }
    }

    private static void begin(State to, int actor) {
        for (var other = 0; other < WRITERS; other++) {
            if (contentOf(other) == contentOf(actor)) {
                to.set(State.OPEN + other, 0);
            }
        }
        to.set(State.DELETED + contentOf(actor), 0); // wanted again, by this one
        open(to, actor);
    }

    private static void open(State to, int actor) {
        to.set(State.OPEN + actor, 1);
        to.set(State.BEGAN + actor, to.get(State.EPOCH));
        go(to, actor, 1);
    }

    /** Builds on any pack that it finds. */
    private void find(State state, int actor) {
        var found = false;
        for (var pack = 0; pack < PACKS; pack++) {
            if (pack != MOVER
                    && canFind(state, pack)
                    && has(state, pack, contentOf(actor))) { // that one is in cold storage
                found = true;
                var plan = pack;
                next(state, to -> {
                    to.set(State.PLAN + actor, plan);
                    go(to, actor, 5);
                });
            }
        }
        if (!found) {
            next(state, to -> go(to, actor, 2));
        }
    }

    /** Whether what the content needs is in the pack, of which a part may have been copied. */
    private static boolean has(State state, int pack, int content) {
        return pack != REPACKER || (state.get(State.CONSIDERED) & partOf(content)) != 0;
    }

    private boolean canFind(State state, int pack) {
        return state.is(pack, LIVE)
                || (mutation == Mutation.FIND_DOOMED && state.is(pack, DOOMED))
                || (mutation == Mutation.FIND_WRITTEN && state.is(pack, FINISHED));
    }

    private static void go(State to, int actor, int at) {
        to.set(State.AT + actor, at);
    }

    private static void giveUp(State to, int actor) {
        to.set(State.OPEN + actor, 0);
        to.set(State.PLAN + actor, 0);
        go(to, actor, DONE);
    }

    /** The steps of whoever writes a pack of its own. */
    private void write(State to, int actor) {
        var isOpen = to.get(State.OPEN + actor) == 1;
        switch (to.get(State.AT + actor)) {
            case 2 -> {
                if (isOpen) {
                    to.set(State.PACK + actor, WRITING);
                    go(to, actor, mutation == Mutation.COMMIT_BEFORE_OBJECTS ? 4 : 3);
                } else {
                    giveUp(to, actor);
                }
            }
            case 3 -> {
                to.set(State.OBJECT + actor, 1);
                go(to, actor, 4);
            }
            case 4 -> {
                if (isOpen && to.is(actor, WRITING)) {
                    to.set(State.PACK + actor, FINISHED);
                    to.set(State.PLAN + actor, actor);
                    go(to, actor, 5);
                } else if (isOpen) {
                    throw new Violation("the pack of open session " + actor + " is gone", to);
                } else {
                    to.set(State.OBJECT + actor, 0); // it may have come when the pack was forgotten
                    giveUp(to, actor);
                }
            }
            default -> commit(to, actor);
        }
    }

    private void commit(State to, int actor) {
        var pack = to.get(State.PLAN + actor);
        var isOpen = to.get(State.OPEN + actor) == 1;
        var isThere = to.is(pack, LIVE) || to.is(pack, DOOMED) || (pack == actor && to.is(pack, FINISHED));
        if (isOpen && !isThere && mutation != Mutation.COMMIT_WITHOUT_ANY_TEST) {
            throw new Violation("open session " + actor + " cannot commit", to);
        }
        var isTested = mutation != Mutation.COMMIT_WITHOUT_FENCE && mutation != Mutation.COMMIT_WITHOUT_ANY_TEST;
        if ((isTested && !isOpen) || (mutation != Mutation.COMMIT_WITHOUT_ANY_TEST && !isThere)) {
            giveUp(to, actor);
            return;
        }
        if (to.get(State.DELETED + contentOf(actor)) == 1) {
            throw new Violation("session " + actor + " brings back what was deleted", to);
        }
        to.set(State.NEEDS + contentOf(actor), 1 + pack);
        if (!(mutation == Mutation.COMMIT_WITHOUT_REVIVAL && to.is(pack, DOOMED))) {
            to.set(State.PACK + pack, LIVE);
            to.set(State.DOOM + pack, 0);
        }
        giveUp(to, actor);
        go(to, actor, actor == MOVER ? 6 : DONE);
    }

    // a move to cold storage

    private void move(State state) {
        next(state, to -> {
            switch (to.get(State.AT + MOVER)) {
                case 0 -> begin(to, MOVER);
                case 1 -> read(to);
                case 5 -> {
                    // looked up once more right before the commit
                    if (to.needs(OLD_WARM) < 0 && mutation != Mutation.MOVE_BACKWARDS) {
                        giveUp(to, MOVER);
                    } else {
                        go(to, MOVER, mutation == Mutation.MOVE_BACKWARDS ? 6 : 7);
                    }
                }
                case 6 -> {
                    to.set(State.NEEDS + OLD_WARM, 0);
                    go(to, MOVER, mutation == Mutation.MOVE_BACKWARDS && to.needs(OLD_COLD) < 0 ? 7 : DONE);
                    assertOldIsThere(to);
                }
                default -> write(to, MOVER);
            }
        });
    }

    private static void read(State to) {
        if (to.needs(OLD_WARM) < 0) {
            giveUp(to, MOVER);
            return;
        }
        if (to.get(State.OBJECT + to.needs(OLD_WARM)) == 0) {
            throw new Violation("the mover cannot read", to);
        }
        go(to, MOVER, 2);
    }

    /** Unless somebody has deleted it. */
    private static void assertOldIsThere(State state) {
        if (state.get(State.DELETES) == 0 && state.needs(OLD_WARM) < 0 && state.needs(OLD_COLD) < 0) {
            throw new Violation("the moved content is in neither tier", state);
        }
    }

    // a repack

    private void repack(State state) {
        if (state.get(State.OPEN + REPACKER) == 1) {
            next(state, to -> to.set(State.OPEN + REPACKER, 0)); // by another one
        }
        next(state, to -> {
            switch (to.get(State.AT + REPACKER)) {
                case 0 -> open(to, REPACKER);
                case 1 -> {
                    if (to.get(State.OBJECT + OLD) == 1) {
                        consider(to);
                        go(to, REPACKER, 2);
                    } else {
                        giveUp(to, REPACKER);
                    }
                }
                case 5 -> replace(to);
                default -> {
                    if (mutation == Mutation.REPLACE_BEFORE_OBJECTS && to.get(State.AT + REPACKER) == 3) {
                        to.set(State.PACK + REPACKER, FINISHED);
                        go(to, REPACKER, 5);
                    } else {
                        write(to, REPACKER);
                    }
                }
            }
        });
    }

    private static void consider(State to) {
        for (var content : new int[] {OLD_WARM, OF_FIRST, OF_SECOND}) {
            if (to.needs(content) == OLD) {
                to.set(State.CONSIDERED, to.get(State.CONSIDERED) | partOf(content) | 4 << content);
            }
        }
    }

    private void replace(State to) {
        var isOpen = to.get(State.OPEN + REPACKER) == 1 || mutation == Mutation.REPLACE_WITHOUT_FENCE;
        if (isOpen && isAlone(to)) {
            for (var content : new int[] {OLD_WARM, OF_FIRST, OF_SECOND}) {
                var isConsidered = (to.get(State.CONSIDERED) & 4 << content) != 0
                        || mutation == Mutation.REPLACE_WHAT_WAS_NOT_CONSIDERED;
                if (to.needs(content) == OLD && isConsidered) {
                    to.set(State.NEEDS + content, 1 + REPACKER);
                }
            }
            if (to.is(REPACKER, FINISHED)) {
                to.set(State.PACK + REPACKER, LIVE);
            }
        }
        giveUp(to, REPACKER);
    }

    private static boolean isAlone(State state) {
        for (var actor = 0; actor < REPACKER; actor++) {
            if (state.get(State.OPEN + actor) == 1) {
                return false;
            }
        }
        return true;
    }

    // a deletion

    private void delete(State to) {
        var at = to.get(State.AT + DELETER);
        to.set(State.DELETES, 1);
        switch (at) {
            case 0 -> to.set(State.NEEDS + OLD_WARM, 0);
            case 1 -> deleteWithSessions(to, OLD_COLD, MOVER);
            default -> deleteWithSessions(to, OF_FIRST, ZOMBIE, FIRST);
        }
        go(to, DELETER, at == 2 ? DONE : at + 1);
    }

    private void deleteWithSessions(State to, int content, int... writers) {
        to.set(State.NEEDS + content, 0);
        to.set(State.DELETED + content, 1);
        for (var writer : writers) {
            if (mutation != Mutation.DELETE_WITHOUT_ENDING) {
                to.set(State.OPEN + writer, 0);
            }
        }
    }

    // the collector

    private void collect(State to) {
        var at = to.get(State.AT + COLLECTOR);
        if (at == 0) {
            doom(to);
            if (mutation == Mutation.OBJECTS_FIRST) {
                deleteObjects(to);
            } else {
                setDeleting(to);
            }
        } else if (at == 1) {
            if (mutation == Mutation.OBJECTS_FIRST) {
                setDeleting(to);
            }
            deleteObjects(to);
        } else {
            forget(to);
        }
        go(to, COLLECTOR, (at + 1) % 3);
    }

    private static void forget(State to) {
        for (var pack = 0; pack < PACKS; pack++) {
            if (to.is(pack, DELETING)) {
                to.set(State.PACK + pack, GONE);
            }
        }
    }

    private static boolean isNeeded(State state, int pack) {
        for (var content = 0; content < CONTENTS; content++) {
            if (state.needs(content) == pack) {
                return true;
            }
        }
        return false;
    }

    private static void doom(State to) {
        var epoch = to.get(State.EPOCH) + 1;
        for (var pack = 0; pack < PACKS; pack++) {
            if (to.is(pack, LIVE) && !isNeeded(to, pack)) {
                to.set(State.PACK + pack, DOOMED);
                to.set(State.DOOM + pack, epoch);
                to.set(State.EPOCH, epoch);
            }
        }
    }

    private boolean canBeDeleted(State state, int pack) {
        if (state.is(pack, WRITING) || state.is(pack, FINISHED)) {
            return mutation == Mutation.COLLECT_WHAT_IS_WRITTEN || state.get(State.OPEN + pack) == 0;
        }
        if (!state.is(pack, DOOMED)) {
            return false;
        }
        for (var actor = 0; actor < WRITERS; actor++) {
            if (mutation != Mutation.COLLECT_WITHOUT_EPOCHS
                    && state.get(State.OPEN + actor) == 1
                    && state.get(State.BEGAN + actor) < state.get(State.DOOM + pack)) {
                return false;
            }
        }
        return true;
    }

    private void setDeleting(State to) {
        for (var pack = 0; pack < PACKS; pack++) {
            if (canBeDeleted(to, pack)) {
                to.set(State.PACK + pack, DELETING);
                to.set(State.DOOM + pack, 0);
            }
        }
    }

    private void deleteObjects(State to) {
        for (var pack = 0; pack < PACKS; pack++) {
            if (to.is(pack, DELETING) || (mutation == Mutation.OBJECTS_FIRST && to.is(pack, DOOMED))) {
                to.set(State.OBJECT + pack, 0);
            }
        }
    }

    /** Whether another round of the collector changes nothing. */
    private boolean isQuiet(State state) {
        var to = state.copy();
        collect(to);
        collect(to);
        collect(to);
        to.forgetEpochs();
        return to.key().equals(state.key());
    }

    private static void assertNothingIsLeft(State state) {
        for (var pack = 0; pack < PACKS; pack++) {
            var isThere = !state.is(pack, NONE) && !state.is(pack, GONE);
            if (isThere != isNeeded(state, pack) || state.get(State.OBJECT + pack) != (isThere ? 1 : 0)) {
                throw new Violation("pack " + pack + " is left over", state);
            }
        }
    }

    @Test
    void noOrderOfStepsLosesOrLeavesAnything() {
        explore(Mutation.NONE, REPACKER);

        System.out.println("ProtocolModelTest: " + seen.size() + " states");
        assertThat(seen).hasSizeGreaterThan(1_000_000);
    }

    @Test
    void noOrderOfStepsLosesOrLeavesAnythingWhilePacksAreRepacked() {
        explore(Mutation.NONE, SECOND, ZOMBIE);

        System.out.println("ProtocolModelTest, repacking: " + seen.size() + " states");
        assertThat(seen).hasSizeGreaterThan(100_000);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyChangeOfTheProtocolIsCaught(Mutation changed) {
        assertThatExceptionOfType(Violation.class)
                .isThrownBy(() -> explore(changed, SECOND)) // two are enough, and quicker
                .satisfies(violation -> System.out.println(changed + ": " + violation.getMessage()));
    }
}
