package io.coldkeep.persistence.sql.tx;

import static io.coldkeep.domain.fixtures.Fixtures.OWNER;
import static io.coldkeep.domain.fixtures.Fixtures.aVault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coldkeep.domain.tx.Transactions;
import io.coldkeep.domain.vault.Vault;
import io.coldkeep.persistence.sql.TestCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How others take part in the catalog's transactions, on whatever database. */
abstract class CatalogConnectionsContract {

    private final Vault vault = aVault().build();

    abstract TestCatalog catalog();

    @BeforeEach
    void clear() throws SQLException {
        catalog().clear();
    }

    private Transactions transactions() {
        return catalog().bean(Transactions.class);
    }

    private DataSource dataSource() {
        return catalog().bean(CatalogConnections.class).dataSource();
    }

    private AfterCommit afterCommit() {
        return catalog().bean(AfterCommit.class);
    }

    @Test
    void seesInsideATransactionWhatTheTransactionHasWritten() {
        var seen = transactions().inOne(() -> {
            catalog().repositories().vaults().add(vault);
            return countVaults();
        });

        assertThat(seen).isEqualTo(1);
    }

    @Test
    void showsTheTransactionWhatItHasWritten() {
        var found = transactions().inOne(() -> {
            insert(vault);
            return catalog().repositories().vaults().find(OWNER, vault.name());
        });

        assertThat(found).contains(vault);
        assertThat(countVaults()).isEqualTo(1);
    }

    @Test
    void isUndoneTogetherWithTheTransaction() {
        var failure = new IllegalStateException("broken");

        var thrown = catchThrowable(() -> transactions().inOne(() -> {
            insert(vault);
            throw failure;
        }));

        assertThat(thrown).isSameAs(failure);
        assertThat(countVaults()).isZero();
    }

    @Test
    void leavesTheEndOfTheTransactionToTheTransaction() {
        transactions().inOne(() -> {
            try (var connection = dataSource().getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
                assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
                assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> connection.setAutoCommit(true)).isInstanceOf(SQLException.class);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            catalog().repositories().vaults().add(vault); // the connection is still open
        });

        assertThat(countVaults()).isEqualTo(1);
    }

    @Test
    void passesTheDatabasesOwnExceptionsOn() {
        transactions().inOne(() -> {
            try (var connection = dataSource().getConnection()) {
                assertThatThrownBy(() -> connection.prepareStatement("NONSENSE").execute())
                        .isInstanceOf(SQLException.class);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void givesConnectionsOfTheirOwnOutsideOfTransactions() throws SQLException {
        try (var one = dataSource().getConnection();
                var other = dataSource().getConnection()) {
            assertThat(one.getAutoCommit()).isTrue();
            one.setAutoCommit(false);
            insert(one, vault);

            assertThat(count(other)).isZero();

            one.commit();
            one.setAutoCommit(true);
            assertThat(count(other)).isEqualTo(1);
        }
    }

    @Test
    void actsAfterTheCommitAndNotBefore() {
        var seen = new ArrayList<Integer>();

        transactions().inOne(() -> {
            afterCommit().afterCommit(() -> seen.add(countVaults()));
            transactions().inOne(() -> insert(vault));
            assertThat(seen).isEmpty();
        });

        assertThat(seen).containsExactly(1);
    }

    @Test
    void doesNotActAfterATransactionThatIsUndone() {
        var acted = new ArrayList<String>();

        assertThatThrownBy(() -> transactions().inOne(() -> {
                    afterCommit().afterCommit(() -> acted.add("acted"));
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(acted).isEmpty();
    }

    @Test
    void actsAtOnceOutsideOfTransactions() {
        var acted = new ArrayList<String>();

        afterCommit().afterCommit(() -> acted.add("acted"));

        assertThat(acted).isEqualTo(List.of("acted"));
    }

    private void insert(Vault added) {
        try (var connection = dataSource().getConnection()) {
            insert(connection, added);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(Connection connection, Vault added) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO vault (account, region, id, name, creation_date) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, added.owner().account().value());
            insert.setString(2, added.owner().region().code());
            insert.setObject(3, added.id());
            insert.setString(4, added.name().value());
            insert.setObject(5, added.creationDate().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private int countVaults() {
        try (var connection = dataSource().getConnection()) {
            return count(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("SELECT count(*) FROM vault");
                var row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
