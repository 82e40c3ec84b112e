package io.coldkeep.domain.contract;

import org.junit.jupiter.api.Nested;

/** The contracts of all repositories and of the transactions over them: what a catalog has to pass. */
public abstract class CatalogContract {

    /** The catalog under test: empty when a test begins, and the same one throughout that test. */
    protected abstract Catalog catalog();

    @Nested
    class OfTransactions extends TransactionsContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }

    @Nested
    class OfVaults extends VaultRepositoryContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }

    @Nested
    class OfFileSystems extends FileSystemRepositoryContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }

    @Nested
    class OfRecoveryPoints extends RecoveryPointRepositoryContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }

    @Nested
    class OfBackupJobs extends BackupJobRepositoryContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }

    @Nested
    class OfRestoreJobs extends RestoreJobRepositoryContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }

    @Nested
    class OfCopyJobs extends CopyJobRepositoryContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }

    @Nested
    class OfPlans extends PlanRepositoryContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }

    @Nested
    class OfSelections extends SelectionRepositoryContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }

    @Nested
    class OfRuleRuns extends RuleRunRepositoryContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }

    @Nested
    class OfTags extends TagRepositoryContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }

    @Nested
    class OfClockStates extends ClockStateRepositoryContract {
        @Override
        protected Catalog catalog() {
            return CatalogContract.this.catalog();
        }
    }
}
