package io.coldkeep.domain.contract;

import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aBackupJob;
import static io.coldkeep.domain.fixtures.Fixtures.aFileSystem;
import static io.coldkeep.domain.fixtures.Fixtures.aRecoveryPoint;
import static io.coldkeep.domain.fixtures.Fixtures.aRestoreJob;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.refusal.AccessDenied;
import io.coldkeep.domain.refusal.RefusedException;
import io.coldkeep.domain.tag.Tags;
import io.coldkeep.domain.time.ClockState;
import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.Vault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What {@link Transactions} promises. */
public abstract class TransactionsContract {

    protected abstract Catalog catalog();

    private final Vault vault = aVault().build();
    private final Vault second = aVault().build();

    @Test
    void answersWhatTheWorkAnswers() {
        var answer = catalog().transactions().inOne(() -> "answer");

        assertThat(answer).isEqualTo("answer");
    }

    @Test
    void keepsWhatTheWorkWrote() {
        catalog().transactions().inOne(() -> {
            catalog().vaults().add(vault);
            catalog().vaults().add(second);
        });

        assertThat(isStored(vault)).isTrue();
        assertThat(isStored(second)).isTrue();
    }

    @Test
    void seesItsOwnWrites() {
        var seen = catalog().transactions().inOne(() -> {
            catalog().vaults().add(vault);
            return isStored(vault);
        });

        assertThat(seen).isTrue();
    }

    @Test
    void undoesAllOfItAndPassesARefusalThroughUnchanged() {
        var refusal = new AccessDenied("no");

        var thrown = catchThrowable(() -> catalog().transactions().inOne(() -> {
            catalog().vaults().add(vault);
            throw refuse(refusal);
        }));

        assertThat(thrown).isSameAs(refusal);
        assertThat(isStored(vault)).isFalse();
    }

    private static RuntimeException refuse(RefusedException refusal) {
        throw refusal;
    }

    @Test
    void undoesAllOfItAndPassesAnyOtherExceptionThroughUnchanged() {
        var failure = new IllegalStateException("broken");

        var thrown = catchThrowable(() -> catalog().transactions().<Boolean>inOne(() -> {
            catalog().vaults().add(vault);
            throw failure;
        }));

        assertThat(thrown).isSameAs(failure);
        assertThat(isStored(vault)).isFalse();
    }

    @Test
    void undoesAllOfItAndPassesAnErrorThroughUnchanged() {
        var error = new LinkageError("broken");

        var thrown = catchThrowable(() -> catalog().transactions().<Boolean>inOne(() -> {
            catalog().vaults().add(vault);
            throw error;
        }));

        assertThat(thrown).isSameAs(error);
        assertThat(isStored(vault)).isFalse();
    }

    @Test
    void coversEveryRepository() {
        var fileSystem = aFileSystem().build();
        var point = aRecoveryPoint().in(vault).build();
        var backup = aBackupJob().in(vault).build();
        var restore = aRestoreJob().of(point).build();
        var tags = Tags.ofUser(Map.of("key", "value"));

        undo(catalog(), () -> {
            catalog().vaults().add(vault);
            catalog().fileSystems().add(fileSystem);
            catalog().recoveryPoints().add(point);
            catalog().backupJobs().add(backup);
            catalog().backupJobs().claimResource(backup);
            catalog().restoreJobs().add(restore);
            catalog().tags().update(OWNER, vault.arn(), old -> tags);
            catalog().clockStates().update(old -> new ClockState(Duration.ofDays(1), Optional.empty()));
        });

        assertThat(isStored(vault)).isFalse();
        assertThat(catalog().fileSystems().find(OWNER, fileSystem.id())).isEmpty();
        assertThat(catalog().recoveryPoints().find(OWNER, point.id())).isEmpty();
        assertThat(catalog().backupJobs().find(OWNER, backup.id())).isEmpty();
        assertThat(catalog().restoreJobs().find(OWNER, restore.id())).isEmpty();
        assertThat(catalog().tags().find(OWNER, vault.arn())).isEqualTo(Tags.NONE);
        assertThat(catalog().clockStates().read()).isEqualTo(ClockState.REAL);
    }

    @Test
    void joinsARunningTransactionWhichUndoesTheInnerWorkToo() {
        undo(catalog(), () -> {
            catalog().transactions().inOne(() -> {
                catalog().vaults().add(vault);
            });
        });

        assertThat(isStored(vault)).isFalse();
    }

    @Test
    void showsTheInnerWorkWhatTheOuterWrote() {
        var seen = catalog().transactions().inOne(() -> {
            catalog().vaults().add(vault);
            return catalog().transactions().inOne(() -> isStored(vault));
        });

        assertThat(seen).isTrue();
    }

    @Test
    void passesAnExceptionOfTheInnerWorkThroughTheOuterUnchanged() {
        var refusal = new AccessDenied("no");

        var thrown = catchThrowable(() -> catalog().transactions().inOne(() -> {
            catalog().vaults().add(vault);
            catalog().transactions().inOne(() -> refuse(refusal));
        }));

        assertThat(thrown).isSameAs(refusal);
        assertThat(isStored(vault)).isFalse();
    }

    @Test
    void showsOthersNothingBeforeItCommits() {
        var seenBefore = catalog().transactions().inOne(() -> {
            catalog().vaults().add(vault);
            return Concurrently.elsewhere(() -> isStored(vault));
        });

        assertThat(seenBefore).isFalse();
        assertThat(Concurrently.elsewhere(() -> isStored(vault))).isTrue();
    }

    @Test
    void isOverWhenItReturnsSoThatTheNextOneStandsAlone() {
        catalog().transactions().inOne(() -> {
            catalog().vaults().add(vault);
        });
        undo(catalog(), () -> {
            catalog().vaults().add(second);
        });

        assertThat(isStored(vault)).isTrue();
        assertThat(isStored(second)).isFalse();
    }

    @Test
    void letsAnotherHaveTheNameThatAnUndoneTransactionTook() {
        var sameName = aVault().name(vault.name()).build();
        var taken = new CountDownLatch(1);

        var results = Concurrently.run(2, i -> {
            if (i == 0) {
                undo(catalog(), () -> {
                    catalog().vaults().add(vault);
                    taken.countDown();
                });
                return true;
            }
            await(taken);
            return catalog().vaults().add(sameName);
        });

        assertThat(results).containsExactly(true, true);
        assertThat(catalog().vaults().find(OWNER, vault.name())).contains(sameName);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Does the work in a transaction that fails after it. */
    static void undo(Catalog catalog, Runnable work) {
        var failure = new IllegalStateException("broken");
        assertThatThrownBy(() -> catalog.transactions().<Boolean>inOne(() -> {
                    work.run();
                    throw failure;
                }))
                .isSameAs(failure);
    }

    private boolean isStored(Vault wanted) {
        return catalog().vaults().find(wanted.owner(), wanted.name()).isPresent();
    }
}
