package io.coldkeep.persistence.content;

import io.coldkeep.domain.content.Damage;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.index.Content;
import io.coldkeep.persistence.content.index.Pack;
import io.coldkeep.persistence.content.pack.PackNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what a verification finds, content by content; damaged packs go to the log. */
final class DamageList implements Verification.Findings {

    private static final Logger LOG = LoggerFactory.getLogger(DamageList.class);
    private static final int MOST_NAMED = 20;

    private final List<Damage> all = new ArrayList<>();

    List<Damage> all() {
        return List.copyOf(all);
    }

    @Override
    public void pack(Pack pack, PackCheck check) {
        check.damage()
                .ifPresent(why -> LOG.error("the object {} is damaged: {}", PackNames.of(pack), why.getMessage()));
    }

    @Override
    public void content(Content content) {
        // heard of again if something is wrong with it
    }

    @Override
    public void lost(Content content, IOException why) {
        add(content, "the manifest " + why.getMessage(), List.of(), 0);
    }

    @Override
    public void page(Content content, EntryPath first, Optional<EntryPath> next, IOException why) {
        add(content, "the manifest " + why.getMessage(), List.of(first.toString()), 1);
    }

    @Override
    public void file(Content content, EntryPath path, IOException why) {
        add(content, "it " + why.getMessage(), List.of(path.toString()), 1);
    }

    /** What is found of one content comes in a row. */
    private void add(Content content, String what, List<String> paths, long count) {
        if (!all.isEmpty()
                && all.getLast().content().equals(content.id())
                && all.getLast().tier() == content.tier()) {
            var before = all.removeLast();
            var named = new ArrayList<>(before.paths());
            if (named.size() < MOST_NAMED) {
                named.addAll(paths);
            }
            all.add(new Damage(content.id(), content.tier(), before.what(), named, before.count() + count));
        } else {
            all.add(new Damage(content.id(), content.tier(), what, paths, count));
        }
    }
}
