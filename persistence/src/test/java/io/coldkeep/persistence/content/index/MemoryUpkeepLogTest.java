package io.coldkeep.persistence.content.index;

class MemoryUpkeepLogTest extends UpkeepLogContract {

    private MemoryContentIndex index = new MemoryContentIndex();

    @Override
    protected ContentIndex index() {
        return index;
    }

    @Override
    protected UpkeepLog log() {
        return index;
    }

    @Override
    protected void empty() {
        index = new MemoryContentIndex();
    }
}
