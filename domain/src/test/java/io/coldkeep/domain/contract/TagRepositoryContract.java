package io.coldkeep.domain.contract;

import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystemArn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tag.Tags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link TagRepository} promises. */
public abstract class TagRepositoryContract {

    private static final Tags RED = Tags.ofUser(Map.of("colour", "red"));

    private final Arn resource = aFileSystemArn();

    protected abstract Catalog catalog();

    private TagRepository tags() {
        return catalog().tags();
    }

    @Test
    void findsNoTagsWhereNoneAre() {
        assertThat(tags().find(OWNER, resource)).isEqualTo(Tags.NONE);
        assertThat(tags().findAll(OWNER, List.of(resource))).isEmpty();
        assertThat(tags().findAll(OWNER, List.of())).isEmpty();
        tags().removeAll(OWNER, resource);
    }

    @Test
    void storesAndAnswersWhatAChangeMakes() {
        var answer = tags().update(OWNER, resource, old -> {
            assertThat(old).isEqualTo(Tags.NONE);
            return RED;
        });

        assertThat(answer).isEqualTo(RED);
        assertThat(tags().find(OWNER, resource)).isEqualTo(RED);
    }

    @Test
    void storesAdditionsReplacementsAndRemovalsInOneChange() {
        tags().update(OWNER, resource, old -> Tags.ofUser(Map.of("stays", "a", "changes", "b", "goes", "c")));

        var answer = tags().update(
                        OWNER,
                        resource,
                        old -> old.without(List.of("goes")).with(Tags.ofUser(Map.of("changes", "d", "comes", "e"))));

        var expected = Tags.ofUser(Map.of("stays", "a", "changes", "d", "comes", "e"));
        assertThat(answer).isEqualTo(expected);
        assertThat(tags().find(OWNER, resource)).isEqualTo(expected);
    }

    @Test
    void storesNoTagsAtAll() {
        tags().update(OWNER, resource, old -> RED);

        var answer = tags().update(OWNER, resource, old -> Tags.NONE);

        assertThat(answer).isEqualTo(Tags.NONE);
        assertThat(tags().find(OWNER, resource)).isEqualTo(Tags.NONE);
        assertThat(tags().findAll(OWNER, List.of(resource))).isEmpty();
    }

    @Test
    void keepsOddTextsAsTheyAre() {
        var values = new TreeMap<String, String>();
        OddTexts.odd().forEach(text -> values.put(text, text));
        values.put("empty", "");
        values.put("k".repeat(127) + "\ud83e\uddca", OddTexts.longEmoji());
        var odd = new Tags(values);

        tags().update(OWNER, resource, old -> odd);

        assertThat(tags().find(OWNER, resource)).isEqualTo(odd);
    }

    @Test
    void distinguishesKeysByTheirCase() {
        var both = Tags.ofUser(Map.of("key", "lower", "KEY", "upper"));

        tags().update(OWNER, resource, old -> both);

        assertThat(tags().find(OWNER, resource)).isEqualTo(both);
    }

    @Test
    void keepsTagsOfTheServiceAmongAsManyAsThereCanBe() {
        var all = Tags.NONE.withServiceTag("aws:elasticfilesystem:default-backup", "enabled");
        for (var i = 0; i < Tags.MAX_COUNT; i++) {
            all = all.with(Tags.ofUser(Map.of("key-" + i, "value")));
        }
        var most = all;

        tags().update(OWNER, resource, old -> most);

        assertThat(tags().find(OWNER, resource)).isEqualTo(most);
    }

    @Test
    void findsTheTagsOfManyResourcesAtOnce() {
        var resources =
                IntStream.range(0, 1_000).mapToObj(i -> aFileSystemArn()).toList();
        var first = resources.get(0);
        var last = resources.get(999);
        tags().update(OWNER, first, old -> RED);
        tags().update(OWNER, last, old -> Tags.ofUser(Map.of("a", "1", "b", "2")));
        tags().update(OWNER, aFileSystemArn(), old -> RED);

        assertThat(tags().findAll(OWNER, resources))
                .isEqualTo(Map.of(first, RED, last, Tags.ofUser(Map.of("a", "1", "b", "2"))));
    }

    @Test
    void findsTheTagsOfAResourceThatIsNamedTwice() {
        tags().update(OWNER, resource, old -> RED);

        assertThat(tags().findAll(OWNER, List.of(resource, resource))).isEqualTo(Map.of(resource, RED));
    }

    @Test
    void keepsOwnersAndResourcesApart() {
        var other = aFileSystemArn();
        tags().update(OWNER, resource, old -> RED);
        tags().update(OWNER, other, old -> Tags.ofUser(Map.of("colour", "blue")));

        Stream.of(OTHER_ACCOUNT, OTHER_REGION).forEach(stranger -> {
            assertThat(tags().find(stranger, resource)).isEqualTo(Tags.NONE);
            assertThat(tags().findAll(stranger, List.of(resource))).isEmpty();
            tags().removeAll(stranger, resource);
            tags().update(stranger, resource, old -> {
                assertThat(old).isEqualTo(Tags.NONE);
                return Tags.ofUser(Map.of("colour", "green"));
            });
        });
        tags().removeAll(OWNER, other);

        assertThat(tags().find(OWNER, resource)).isEqualTo(RED);
        assertThat(tags().find(OWNER, other)).isEqualTo(Tags.NONE);
    }

    @Test
    void forgetsAllTagsOfAResource() {
        tags().update(OWNER, resource, old -> Tags.ofUser(Map.of("a", "1", "b", "2")));

        tags().removeAll(OWNER, resource);

        assertThat(tags().find(OWNER, resource)).isEqualTo(Tags.NONE);
    }

    @Test
    void leavesThemAsTheyWereWhenTheChangeThrows() {
        tags().update(OWNER, resource, old -> RED);
        var refusal = new AccessDenied("no");

        var thrown = catchThrowable(() -> tags().update(OWNER, resource, old -> {
            throw refusal;
        }));

        assertThat(thrown).isSameAs(refusal);
        assertThat(tags().find(OWNER, resource)).isEqualTo(RED);
    }

    @Test
    void losesNoneOfManyFirstTagsAtOnce() {
        for (var round = 0; round < 10; round++) {
            var fresh = aFileSystemArn();

            Concurrently.run(
                    8, i -> tags().update(OWNER, fresh, old -> old.with(Tags.ofUser(Map.of("key-" + i, "value")))));

            assertThat(tags().find(OWNER, fresh).values()).hasSize(8);
        }
    }

    @Test
    void losesNoneOfManyChangesOfOneTagAtOnce() {
        tags().update(OWNER, resource, old -> Tags.ofUser(Map.of("count", "0")));

        Concurrently.run(8, i -> {
            for (var n = 0; n < 10; n++) {
                tags().update(OWNER, resource, TagRepositoryContract::countedUp);
            }
            return i;
        });

        assertThat(tags().find(OWNER, resource).get("count")).contains("80");
    }

    private static Tags countedUp(Tags tags) {
        var count = Integer.parseInt(tags.get("count").orElseThrow()) + 1;
        return tags.with(Tags.ofUser(Map.of("count", Integer.toString(count))));
    }
}
