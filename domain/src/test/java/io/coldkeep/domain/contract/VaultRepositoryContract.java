package io.coldkeep.domain.contract;

import static io.coldkeep.domain.contract.Pages.assertPagesHold;
import static io.coldkeep.domain.fixtures.Fixtures.END_OF_9999;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_ACCOUNT;
import static io.coldkeep.domain.fixtures.Fixtures.OTHER_REGION;
import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static io.coldkeep.domain.fixtures.Fixtures.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.access.Governed;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.page.PageRequest;
import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.domain.vault.VaultName;
import io.coldkeep.domain.vault.VaultRepository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link VaultRepository} promises. */
public abstract class VaultRepositoryContract {

    protected abstract Catalog catalog();

    private VaultRepository vaults() {
        return catalog().vaults();
    }

    private RecoveryPointRepository points() {
        return catalog().recoveryPoints();
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(vaults().find(OWNER, VaultName.DEFAULT)).isEmpty();
        assertThat(vaults().list(OWNER, Pages.ALL).items()).isEmpty();
    }

    @Test
    void givesBackAllThatWasAdded() {
        var vault = aVault().creationDate(Instant.parse("2026-01-02T03:04:05.678Z"))
                .creatorRequestId("request-1")
                .encryptionKeyArn(OWNER.arn("kms", "key/0f0f0f0f-aaaa"))
                .build();

        assertThat(vaults().add(vault)).isTrue();

        assertThat(vaults().find(OWNER, vault.name())).contains(vault);
    }

    @Test
    void givesBackWhatIsAbsentAsAbsent() {
        var vault = add(aVault().creationDate(END_OF_9999).build());

        assertThat(vaults().find(OWNER, vault.name())).contains(vault);
    }

    @ParameterizedTest
    @MethodSource("io.coldkeep.domain.contract.OddTexts#odd")
    void keepsOddTextsAsTheyAre(String text) {
        var vault = add(aVault().creatorRequestId(text).build());

        assertThat(vaults().find(OWNER, vault.name())).contains(vault);
    }

    @Test
    void keepsNamesWithSlashesApartFromOthers() {
        var vault = add(aVault().name("aws/efs/automatic-backup-vault").build());

        assertThat(vaults().find(OWNER, vault.name())).contains(vault);
        assertThat(vaults().find(OWNER, VaultName.of("automatic-backup-vault"))).isEmpty();
    }

    @Test
    void distinguishesUpperAndLowerCase() {
        var lower = add(aVault().name("vault").build());
        var upper = add(aVault().name("VAULT").build());

        assertThat(vaults().find(OWNER, lower.name())).contains(lower);
        assertThat(vaults().find(OWNER, upper.name())).contains(upper);
    }

    @Test
    void addsNoSecondVaultOfAName() {
        var first = add(aVault().name("vault").build());

        var added =
                vaults().add(aVault().name("vault").creatorRequestId("other").build());

        assertThat(added).isFalse();
        assertThat(vaults().find(OWNER, first.name())).contains(first);
    }

    @Test
    void letsATransactionGoOnAfterATakenName() {
        var first = add(aVault().name("vault").build());
        var later = aVault().name("later").build();

        catalog().transactions().inOne(() -> {
            assertThat(vaults().add(aVault().name("vault").build())).isFalse();
            assertThat(vaults().find(OWNER, first.name())).contains(first);
            assertThat(vaults().add(later)).isTrue();
        });

        assertThat(vaults().find(OWNER, later.name())).contains(later);
    }

    @Test
    void addsOneOfManyVaultsOfANameAtOnce() {
        for (var round = 0; round < 10; round++) {
            var name = "vault-" + round;

            var added =
                    Concurrently.run(8, i -> vaults().add(aVault().name(name).build()));

            assertThat(added).containsOnlyOnce(true);
            assertThat(vaults().find(OWNER, VaultName.of(name))).isPresent();
        }
    }

    @Test
    void keepsOwnersApart() {
        var mine = add(aVault().name("vault").build());
        var otherAccount = add(aVault().owner(OTHER_ACCOUNT).name("vault").build());
        var otherRegion = add(aVault().owner(OTHER_REGION).name("vault").build());
        add(aVault().owner(OTHER_REGION).name("only-there").build());

        assertThat(vaults().find(OWNER, mine.name())).contains(mine);
        assertThat(vaults().find(OTHER_ACCOUNT, mine.name())).contains(otherAccount);
        assertThat(vaults().find(OTHER_REGION, mine.name())).contains(otherRegion);
        assertThat(vaults().find(OWNER, VaultName.of("only-there"))).isEmpty();
        assertThat(vaults().list(OWNER, Pages.ALL).items()).containsExactly(mine);

        vaults().removeIfEmpty(mine);

        assertThat(vaults().find(OTHER_ACCOUNT, mine.name())).contains(otherAccount);
        assertThat(vaults().find(OTHER_REGION, mine.name())).contains(otherRegion);
    }

    @Test
    void listsByNameInTheOrderOfTheCharacters() {
        // hyphen, dot, slash, digits, upper case, underscore, lower case: whatever the language of the database
        var names =
                List.of("-a", "A-b", "A.b", "A/b", "A0b", "ABb", "A_b", "Aab", "Default", "Zz", "_a", "a", "aB", "ab");
        var expected = names.stream().map(name -> aVault().name(name).build()).toList();
        Stream.of(9, 3, 12, 0, 7, 5, 13, 1, 11, 2, 8, 10, 4, 6).forEach(i -> add(expected.get(i)));

        assertPagesHold(expected, page -> vaults().list(OWNER, page));
    }

    @Test
    void goesOnBehindTheKeyWhateverComesAndGoesBeforeIt() {
        var b = add(aVault().name("b").build());
        var c = add(aVault().name("c").build());
        var d = add(aVault().name("d").build());

        var first = vaults().list(OWNER, PageRequest.first(2));
        add(aVault().name("a").build());
        vaults().removeIfEmpty(c);
        var second = vaults().list(OWNER, new PageRequest(2, first.next()));

        assertThat(first.items()).containsExactly(b, c);
        assertThat(second.items()).containsExactly(d);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void countsRecoveryPointsOfEveryStatus() {
        var vault = add(aVault().build());
        var other = add(aVault().build());
        points().add(aRecoveryPoint().in(vault).build());
        points().add(aRecoveryPoint().in(vault).deleting(END_OF_9999).build());
        points().add(aRecoveryPoint().in(other).build());

        assertThat(vaults().countRecoveryPoints(vault)).isEqualTo(2);
        assertThat(vaults().countRecoveryPoints(other)).isEqualTo(1);
    }

    @Test
    void countsTheRecoveryPointsOfManyVaultsAtOnce() {
        var one = add(aVault().build());
        var two = add(aVault().build());
        var none = add(aVault().build());
        var notAskedFor = add(aVault().build());
        for (var vault : List.of(one, two, two, notAskedFor)) {
            points().add(aRecoveryPoint().in(vault).build());
        }

        assertThat(vaults().countRecoveryPoints(OWNER, List.of(one, two, none)))
                .containsOnly(Map.entry(one.id(), 1L), Map.entry(two.id(), 2L));
        assertThat(vaults().countRecoveryPoints(OTHER_ACCOUNT, List.of(one))).isEmpty();
        assertThat(vaults().countRecoveryPoints(OWNER, List.of())).isEmpty();
    }

    @Test
    void countsWhatCameAndWent() {
        var vault = add(aVault().build());
        var point = aRecoveryPoint().in(vault).build();

        assertThat(vaults().countRecoveryPoints(vault)).isZero();
        points().add(point);
        points().removeAll(List.of(point));
        assertThat(vaults().countRecoveryPoints(vault)).isZero();
    }

    @Test
    void findsAVaultOfItsOwnerByItsId() {
        var vault = add(aVault().build());

        assertThat(vaults().find(OWNER, vault.id())).contains(vault);
        assertThat(vaults().find(OTHER_ACCOUNT, vault.id())).isEmpty();
        assertThat(vaults().find(OWNER, uuid())).isEmpty();
    }

    @Test
    void removesAnEmptyVault() {
        var vault = add(aVault().build());

        assertThat(vaults().removeIfEmpty(vault)).isTrue();

        assertThat(vaults().find(OWNER, vault.name())).isEmpty();
    }

    @Test
    void removesNoVaultThatHoldsARecoveryPoint() {
        var vault = add(aVault().build());
        points().add(aRecoveryPoint().in(vault).build());

        assertThat(vaults().removeIfEmpty(vault)).isFalse();

        assertThat(vaults().find(OWNER, vault.name())).contains(vault);
    }

    @Test
    void letsATransactionGoOnAfterARefusedRemoval() {
        var vault = add(aVault().build());
        points().add(aRecoveryPoint().in(vault).build());

        var count = catalog().transactions().inOne(() -> {
            assertThat(vaults().removeIfEmpty(vault)).isFalse();
            return vaults().countRecoveryPoints(vault);
        });

        assertThat(count).isEqualTo(1);
    }

    @Test
    void removesAVaultOnceItsLastRecoveryPointIsGone() {
        var vault = add(aVault().build());
        var point = aRecoveryPoint().in(vault).build();
        points().add(point);
        points().removeAll(List.of(point));

        assertThat(vaults().removeIfEmpty(vault)).isTrue();
    }

    @Test
    void saysThatAVaultIsGoneWhenItWasGoneBefore() {
        var vault = add(aVault().build());
        vaults().removeIfEmpty(vault);

        assertThat(vaults().removeIfEmpty(vault)).isTrue();
    }

    @Test
    void doesNotRemoveALaterVaultOfTheSameName() {
        var first = add(aVault().name("vault").build());
        vaults().removeIfEmpty(first);
        var later = add(aVault().name("vault").build());

        vaults().removeIfEmpty(first);

        assertThat(vaults().find(OWNER, later.name())).contains(later);
    }

    @Test
    void letsNoRecoveryPointIntoAVaultThatIsRemovedAtTheSameTime() {
        for (var round = 0; round < 25; round++) {
            var vault = add(aVault().build());
            var point = aRecoveryPoint().in(vault).build();

            var done = Concurrently.run(2, i -> i == 0 ? vaults().removeIfEmpty(vault) : points().add(point));

            assertThat(done).as("either the removal or the addition").containsOnlyOnce(true);
            assertThat(vaults().find(OWNER, vault.name()).isPresent()).isEqualTo(done.get(1));
            assertThat(points().find(OWNER, point.id()).isPresent()).isEqualTo(done.get(1));
        }
    }

    @Test
    void hasNoAccessPolicyAtFirst() {
        var vault = add(aVault().build());

        assertThat(vaults().findGoverned(OWNER, vault.name())).contains(ungoverned(vault));
        assertThat(vaults().findGoverned(OWNER, VaultName.of("nowhere"))).isEmpty();
        assertThat(vaults().findGoverned(OTHER_REGION, vault.name())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.coldkeep.domain.contract.OddTexts#odd")
    void keepsAccessPoliciesAsTheyWereWritten(String text) {
        var vault = add(aVault().build());
        var policy = Optional.of(new PolicyText(text));

        assertThat(vaults().replaceAccessPolicy(ungoverned(vault), policy)).isTrue();

        assertThat(vaults().findGoverned(OWNER, vault.name())).contains(new Governed<>(vault, policy));
        assertThat(vaults().find(OWNER, vault.name())).contains(vault);
    }

    @Test
    void keepsTheLongestAccessPolicyAndRemovesIt() {
        var vault = add(aVault().build());
        var longest = Optional.of(new PolicyText("\u65e5".repeat(PolicyText.MAX_LENGTH)));
        vaults().replaceAccessPolicy(ungoverned(vault), longest);
        var found = vaults().findGoverned(OWNER, vault.name()).orElseThrow();

        assertThat(found.policy()).isEqualTo(longest);
        assertThat(vaults().replaceAccessPolicy(found, Optional.empty())).isTrue();
        assertThat(vaults().findGoverned(OWNER, vault.name())).contains(ungoverned(vault));
        assertThat(vaults().replaceAccessPolicy(ungoverned(vault), Optional.empty()))
                .as("none in the place of none")
                .isTrue();
    }

    @Test
    void replacesNoAccessPolicyButTheOneThatItIsToldOf() {
        var vault = add(aVault().build());
        var other = add(aVault().build());
        var first = new Governed<>(vault, Optional.of(new PolicyText("first")));
        var second = new Governed<>(vault, Optional.of(new PolicyText("second")));
        vaults().replaceAccessPolicy(ungoverned(vault), first.policy());

        assertThat(vaults().replaceAccessPolicy(ungoverned(vault), second.policy()))
                .isFalse();
        assertThat(vaults().replaceAccessPolicy(second, Optional.empty())).isFalse();
        assertThat(vaults().replaceAccessPolicy(first, second.policy())).isTrue();
        assertThat(vaults().replaceAccessPolicy(first, first.policy())).isFalse();
        assertThat(vaults().findGoverned(OWNER, vault.name())).contains(second);
        assertThat(vaults().findGoverned(OWNER, other.name())).contains(ungoverned(other));
    }

    @Test
    void letsOneOfSeveralReplacementsOfAnAccessPolicySucceed() {
        var vault = add(aVault().build());

        var done = Concurrently.run(
                4, i -> vaults().replaceAccessPolicy(ungoverned(vault), Optional.of(new PolicyText("policy " + i))));

        assertThat(done).containsOnlyOnce(true);
        assertThat(vaults().findGoverned(OWNER, vault.name()).orElseThrow().policy())
                .contains(new PolicyText("policy " + done.indexOf(true)));
    }

    @Test
    void givesNoAccessPolicyToAVaultThatIsGoneNorToALaterOneOfItsName() {
        var gone = add(aVault().name("vault").build());
        var policy = Optional.of(new PolicyText("policy"));
        vaults().replaceAccessPolicy(ungoverned(gone), policy);
        vaults().removeIfEmpty(gone);
        var later = add(aVault().name("vault").build());

        assertThat(vaults().replaceAccessPolicy(new Governed<>(gone, policy), Optional.empty()))
                .isFalse();
        assertThat(vaults().findGoverned(OWNER, later.name())).contains(ungoverned(later));
    }

    @Test
    void showsNobodyAVaultWithoutTheAccessPolicyThatItIsMadeWith() {
        var policy = Optional.of(new PolicyText("policy"));
        for (var round = 0; round < 25; round++) {
            var name = "vault-of-round-" + round;

            var seen = Concurrently.run(4, i -> {
                var vault = aVault().name(name).build();
                catalog()
                        .transactions()
                        .inOne(() -> vaults().add(vault) && vaults().replaceAccessPolicy(ungoverned(vault), policy));
                return vaults().findGoverned(OWNER, vault.name()).flatMap(Governed::policy);
            });

            assertThat(seen).containsOnly(policy);
        }
    }

    private static Governed<Vault> ungoverned(Vault vault) {
        return new Governed<>(vault, Optional.empty());
    }

    private Vault add(Vault vault) {
        assertThat(vaults().add(vault)).isTrue();
        return vault;
    }
}
