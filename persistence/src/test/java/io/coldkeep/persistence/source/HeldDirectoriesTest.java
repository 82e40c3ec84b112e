package io.coldkeep.persistence.source;

/** Directories as they are opened on Linux. */
class HeldDirectoriesTest extends LocalDirectoriesTests {

    HeldDirectoriesTest() {
        super(HeldDirectory::open);
    }

    @Override
    boolean isHeld() {
        return true;
    }
}
