package io.coldkeep.domain.filesystem;

import io.coldkeep.domain.arn.Owner;
import io.coldkeep.domain.page.Page;
import io.coldkeep.domain.page.PageRequest;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** File systems by id and by creation token. Every implementation passes {@code FileSystemRepositoryContract}. */
public interface FileSystemRepository {

    /**
     * Adds the file system, or answers false and changes nothing when its id or its creation token is taken, even under
     * concurrent calls.
     */
    boolean add(FileSystem fileSystem);

    Optional<FileSystem> find(Owner owner, FileSystemId id);

    Optional<FileSystem> findByCreationToken(Owner owner, String creationToken);

    /** The owner's file systems by id. */
    Page<FileSystem> list(Owner owner, PageRequest page);

    /** How many file systems the owner has. */
    long count(Owner owner);

    /**
     * Replaces the file system by what the change makes of it and answers the new one; empty when there is none. Changes of
     * one file system run one after the other; an exception out of the change passes through and leaves it as it was.
     * Id, owner and creation token do not change.
     */
    Optional<FileSystem> update(Owner owner, FileSystemId id, UnaryOperator<FileSystem> change);

    /** Removes the file system; answers whether it was there. */
    boolean remove(Owner owner, FileSystemId id);
}
