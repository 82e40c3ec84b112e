package io.coldkeep.domain.memory;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.tag.TagRepository;
import io.coldkeep.domain.tag.Tags;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

final class MemoryTags implements TagRepository {

    private final MemoryCatalog catalog;

    MemoryTags(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Tags find(Owner owner, Arn resource) {
        return catalog.read(state -> state.tags.getOrDefault(new State.Key<>(owner, resource), Tags.NONE));
    }

    @Override
    public Map<Arn, Tags> findAll(Owner owner, Collection<Arn> resources) {
        return catalog.read(state -> resources.stream()
                .distinct()
                .filter(resource -> state.tags.containsKey(new State.Key<>(owner, resource)))
                .collect(Collectors.toMap(
                        Function.identity(), resource -> state.tags.get(new State.Key<>(owner, resource)))));
    }

    @Override
    public Tags update(Owner owner, Arn resource, UnaryOperator<Tags> change) {
        return catalog.write(state -> {
            var key = new State.Key<>(owner, resource);
            var changed = change.apply(state.tags.getOrDefault(key, Tags.NONE));
            if (changed.equals(Tags.NONE)) {
                state.tags.remove(key);
            } else {
                state.tags.put(key, changed);
            }
            return changed;
        });
    }

    @Override
    public void removeAll(Owner owner, Collection<Arn> resources) {
        catalog.change(state -> resources.forEach(resource -> state.tags.remove(new State.Key<>(owner, resource))));
    }
}
