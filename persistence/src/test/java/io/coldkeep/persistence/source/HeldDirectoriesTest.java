package io.coldkeep.persistence.source;

/** Directories as they are opened on Linux. */
class HeldDirectoriesTest extends LocalDirectoriesTests {

    @Override
    OpenDirectory.Opener opener() {
        return HeldDirectory::open;
    }

    @Override
    boolean isHeld() {
        return true;
    }
}
