package io.coldkeep.persistence.content.index;

import org.junit.jupiter.api.Nested;

/** All that {@link ContentIndex} promises: what an index has to pass. */
public abstract class ContentIndexContract {

    /** The index under test: the same one throughout a test, in which others may have vaults. */
    protected abstract ContentIndex index();

    @Nested
    class OfHeaders extends HeadersContract {
        @Override
        protected ContentIndex index() {
            return ContentIndexContract.this.index();
        }
    }

    @Nested
    class OfSessions extends SessionsContract {
        @Override
        protected ContentIndex index() {
            return ContentIndexContract.this.index();
        }
    }

    @Nested
    class OfPacks extends PacksContract {
        @Override
        protected ContentIndex index() {
            return ContentIndexContract.this.index();
        }
    }

    @Nested
    class OfFindingChunks extends FindingChunksContract {
        @Override
        protected ContentIndex index() {
            return ContentIndexContract.this.index();
        }
    }

    @Nested
    class OfContents extends ContentsContract {
        @Override
        protected ContentIndex index() {
            return ContentIndexContract.this.index();
        }
    }

    @Nested
    class OfReplacingPacks extends ReplacingPacksContract {
        @Override
        protected ContentIndex index() {
            return ContentIndexContract.this.index();
        }
    }

    @Nested
    class OfGarbage extends GarbageContract {
        @Override
        protected ContentIndex index() {
            return ContentIndexContract.this.index();
        }
    }

    @Nested
    class OfLostPacks extends LostPacksContract {
        @Override
        protected ContentIndex index() {
            return ContentIndexContract.this.index();
        }
    }

    @Nested
    class OfAdoption extends AdoptionContract {
        @Override
        protected ContentIndex index() {
            return ContentIndexContract.this.index();
        }
    }

    @Nested
    class OfConcurrency extends ConcurrencyContract {
        @Override
        protected ContentIndex index() {
            return ContentIndexContract.this.index();
        }
    }
}
