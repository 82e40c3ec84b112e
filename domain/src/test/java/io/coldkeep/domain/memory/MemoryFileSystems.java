package io.coldkeep.domain.memory;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.filesystem.FileSystem;
import io.coldkeep.domain.filesystem.FileSystemId;
import io.coldkeep.domain.filesystem.FileSystemRepository;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

final class MemoryFileSystems implements FileSystemRepository {

    private final MemoryCatalog catalog;

    MemoryFileSystems(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean add(FileSystem fileSystem) {
        return catalog.write(state -> {
            if (find(state, fileSystem.owner(), fileSystem.creationToken()).isPresent()) {
                return false;
            }
            return state.fileSystems.putIfAbsent(new State.Key<>(fileSystem.owner(), fileSystem.id()), fileSystem)
                    == null;
        });
    }

    @Override
    public Optional<FileSystem> find(Owner owner, FileSystemId id) {
        return catalog.read(state -> Optional.ofNullable(state.fileSystems.get(new State.Key<>(owner, id))));
    }

    @Override
    public Optional<FileSystem> findByCreationToken(Owner owner, String creationToken) {
        return catalog.read(state -> find(state, owner, creationToken));
    }

    private static Optional<FileSystem> find(State state, Owner owner, String creationToken) {
        return of(state, owner)
                .filter(fileSystem -> fileSystem.creationToken().equals(creationToken))
                .findFirst();
    }

    @Override
    public Page<FileSystem> list(Owner owner, PageRequest page) {
        return catalog.read(state -> Listing.byText(
                of(state, owner), page, fileSystem -> fileSystem.id().value()));
    }

    @Override
    public long count(Owner owner) {
        return catalog.read(state -> of(state, owner).count());
    }

    private static Stream<FileSystem> of(State state, Owner owner) {
        return state.fileSystems.values().stream()
                .filter(fileSystem -> fileSystem.owner().equals(owner));
    }

    @Override
    public Optional<FileSystem> update(Owner owner, FileSystemId id, UnaryOperator<FileSystem> change) {
        return catalog.write(state -> Optional.ofNullable(
                state.fileSystems.computeIfPresent(new State.Key<>(owner, id), (key, old) -> change.apply(old))));
    }

    @Override
    public boolean remove(Owner owner, FileSystemId id) {
        return catalog.write(state -> state.fileSystems.remove(new State.Key<>(owner, id)) != null);
    }
}
