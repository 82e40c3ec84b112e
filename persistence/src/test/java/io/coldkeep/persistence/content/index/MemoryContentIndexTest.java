package io.coldkeep.persistence.content.index;

class MemoryContentIndexTest extends ContentIndexContract {

    private final ContentIndex index = new MemoryContentIndex();

    @Override
    protected ContentIndex index() {
        return index;
    }
}
