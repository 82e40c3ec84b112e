package io.coldkeep.persistence.sql.recovery;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The lock that a recovery has a PostgreSQL to itself by. Services hold it together: each connection of theirs takes its share as
 * it is opened, and cannot be used without, so that whoever can write has it, also after connections were lost. H2 locks its file.
 */
public final class CatalogLock implements AutoCloseable {

    /** The SQL state of a connection that cannot be had while a recovery has the catalog. */
    public static final String RECOVERING = "CKREC";

    /** What each connection of a service to a PostgreSQL begins with. */
    public static final String SHARE = """
            DO $$
            BEGIN
              IF NOT pg_try_advisory_lock_shared(%d) THEN
                RAISE EXCEPTION 'a recovery has the catalog' USING ERRCODE = '%s';
              END IF;
            END $$""".formatted(CatalogLock.KEY, RECOVERING);

    /** "coldkeep" in ASCII; within its database the lock has no other name. */
    private static final long KEY = 0x63_6f_6c_64_6b_65_65_70L;

    private static final String H2 = "jdbc:h2:";

    private static final String TAKE = "SELECT pg_try_advisory_lock(" + KEY + ")";

    private static final String HOLDERS = """
            SELECT DISTINCT coalesce(host(client_addr), 'the machine of the database')
              FROM pg_locks JOIN pg_stat_activity USING (pid)
             WHERE locktype = 'advisory' AND granted AND objsubid = 1
               AND CAST(classid AS BIGINT) << 32 | CAST(objid AS BIGINT) = %d
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
             ORDER BY 1""".formatted(KEY);

    private static final int PATIENCE_SECONDS = 10;

    private final Connection connection;

    private CatalogLock(Connection connection) {
        this.connection = connection;
    }

    /** Others have the catalog open. */
    public static final class InUseException extends Exception {

        private static final long serialVersionUID = 1;

        private final transient List<String> addresses;

        InUseException(List<String> addresses) {
            super("the catalog is in use from " + String.join(", ", addresses));
            this.addresses = List.copyOf(addresses);
        }

        /** Where they are, as the database sees them. */
        public List<String> addresses() {
            return addresses;
        }
    }

    /**
     * Takes the lock alone, without waiting for it, until it is closed or its connection is lost. Empty with H2.
     *
     * @throws InUseException when somebody has it or a share of it
     */
    public static Optional<CatalogLock> alone(String url, String username, String password)
            throws SQLException, InUseException {
        if (url.startsWith(H2)) {
            return Optional.empty();
        }
        var properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("tcpKeepAlive", "true"); // nothing is said on it for as long as the recovery takes
        var connection = DriverManager.getConnection(url, properties);
        try {
            if (!isTaken(connection)) {
                throw new InUseException(holders(connection));
            }
            return Optional.of(new CatalogLock(connection));
        } catch (SQLException | InUseException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean isTaken(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(TAKE)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static List<String> holders(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(HOLDERS)) {
            var holders = new ArrayList<String>();
            while (rows.next()) {
                holders.add(rows.getString(1));
            }
            return holders;
        }
    }

    /** Whether the lock was held from the beginning until now: it goes with its connection, and does not come back. */
    public boolean isHeld() throws SQLException {
        return connection.isValid(PATIENCE_SECONDS);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
