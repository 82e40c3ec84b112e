package io.coldkeep.domain.contract;

import io.coldkeep.domain.recoverypoint.RecoveryPointRepository;
import org.junit.jupiter.api.Nested;

/** All that {@link RecoveryPointRepository} promises. */
public abstract class RecoveryPointRepositoryContract {

    protected abstract Catalog catalog();

    @Nested
    class OfAddedRecoveryPoints extends AddedRecoveryPointsContract {
        @Override
        protected Catalog catalog() {
            return RecoveryPointRepositoryContract.this.catalog();
        }
    }

    @Nested
    class OfChangedRecoveryPoints extends ChangedRecoveryPointsContract {
        @Override
        protected Catalog catalog() {
            return RecoveryPointRepositoryContract.this.catalog();
        }
    }

    @Nested
    class OfListedRecoveryPoints extends ListedRecoveryPointsContract {
        @Override
        protected Catalog catalog() {
            return RecoveryPointRepositoryContract.this.catalog();
        }
    }

    @Nested
    class OfProtectedResources extends ProtectedResourcesContract {
        @Override
        protected Catalog catalog() {
            return RecoveryPointRepositoryContract.this.catalog();
        }
    }

    @Nested
    class OfDueRecoveryPoints extends DueRecoveryPointsContract {
        @Override
        protected Catalog catalog() {
            return RecoveryPointRepositoryContract.this.catalog();
        }
    }

    @Nested
    class OfCountedRecoveryPoints extends CountedRecoveryPointsContract {
        @Override
        protected Catalog catalog() {
            return RecoveryPointRepositoryContract.this.catalog();
        }
    }
}
