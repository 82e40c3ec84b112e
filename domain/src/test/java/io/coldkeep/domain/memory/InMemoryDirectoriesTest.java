package io.coldkeep.domain.memory;

import io.coldkeep.domain.contract.FileSystemDirectoriesContract;
import io.coldkeep.domain.filesystem.FileSystemDirectories;

class InMemoryDirectoriesTest extends FileSystemDirectoriesContract {

    @Override
    protected FileSystemDirectories newDirectories() {
        return new MemoryDirectories();
    }

    @Override
    protected long uid() {
        return 1000;
    }

    @Override
    protected long gid() {
        return 1000;
    }
}
