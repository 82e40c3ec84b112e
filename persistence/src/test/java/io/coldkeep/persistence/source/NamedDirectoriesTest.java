package io.coldkeep.persistence.source;

/** Directories as they are opened where there is nothing better. */
class NamedDirectoriesTest extends LocalDirectoriesTests {

    NamedDirectoriesTest() {
        super(NamedDirectory::open);
    }

    @Override
    boolean isHeld() {
        return false;
    }
}
