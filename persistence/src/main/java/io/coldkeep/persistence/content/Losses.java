package io.coldkeep.persistence.content;

import io.coldkeep.domain.source.EntryPath;
import java.io.IOException;
import java.util.Optional;

/** Hears what of a content cannot be read, and decides whether that is the end of it. */
interface Losses {

    /** The first loss is the end. */
    Losses NONE_ALLOWED = new Losses() {
        @Override
        public void page(EntryPath first, Optional<EntryPath> next, IOException why) throws IOException {
            throw why;
        }

        @Override
        public void file(EntryPath path, IOException why) throws IOException {
            throw why;
        }
    };

    /** What is damaged is passed over. What could not be read for another reason may be there the next time, and is the end. */
    Losses OF_DAMAGE = new Losses() {
        @Override
        public void page(EntryPath first, Optional<EntryPath> next, IOException why) throws IOException {
            requireDamage(why);
        }

        @Override
        public void file(EntryPath path, IOException why) throws IOException {
            requireDamage(why);
        }

        private static void requireDamage(IOException why) throws IOException {
            if (!Damaged.isShownBy(why)) {
                throw why;
            }
        }
    };

    /**
     * A page of the manifest is lost.
     *
     * @param first the first entry that was in it
     * @param next the first entry behind it; empty when it was the last page
     */
    void page(EntryPath first, Optional<EntryPath> next, IOException why) throws IOException;

    /** The content of a file is lost, or a part of it. */
    void file(EntryPath path, IOException why) throws IOException;
}
