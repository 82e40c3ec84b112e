package io.coldkeep.persistence.source;

/** Directories as they are opened where there is nothing better. */
class NamedDirectoriesTest extends LocalDirectoriesTests {

    @Override
    OpenDirectory.Opener opener() {
        return NamedDirectory::open;
    }

    @Override
    boolean isHeld() {
        return false;
    }
}
