package io.coldkeep.app.schedule;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;

/** How db-scheduler speaks to the catalog: by the same statements on H2 and on PostgreSQL. */
final class PortableSql extends DefaultJdbcCustomization {

    static final PortableSql INSTANCE = new PortableSql();

    private PortableSql() {
        super(false); // the columns keep the zone
    }

    @Override
    public String getName() {
        return "portable";
    }

    @Override
    public boolean supportsGenericLockAndFetch() {
        return true;
    }

    /** Rows that another instance is just picking are passed over. */
    @Override
    public String createGenericSelectForUpdateQuery(
            String tableName, int limit, String requiredAndCondition, boolean orderByPriority) {
        return createSelectDueQuery(tableName, limit, requiredAndCondition, orderByPriority)
                + " FOR UPDATE SKIP LOCKED";
    }
}
