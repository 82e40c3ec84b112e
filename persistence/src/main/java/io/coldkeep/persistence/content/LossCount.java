package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Lost;
import io.coldkeep.domain.source.EntryPath;
import java.io.IOException;
import java.util.Optional;

/** Counts the losses that are not the end. */
final class LossCount implements Losses {

    private final Losses losses;
    private Lost lost = Lost.NOTHING;

    LossCount(Losses losses) {
        this.losses = losses;
    }

    @Override
    public void page(EntryPath first, Optional<EntryPath> next, IOException why) throws IOException {
        losses.page(first, next, why);
        lost = lost.and("what begins with " + first
                + next.map(path -> " and ends before " + path).orElse(""));
    }

    @Override
    public void file(EntryPath path, IOException why) throws IOException {
        losses.file(path, why);
        lost = lost.and(path.toString());
    }

    Lost lost() {
        return lost;
    }
}
