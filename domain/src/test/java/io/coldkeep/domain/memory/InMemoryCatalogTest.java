package io.coldkeep.domain.memory;

import io.coldkeep.domain.contract.Catalog;
import io.coldkeep.domain.contract.CatalogContract;

class InMemoryCatalogTest extends CatalogContract {

    private final Catalog catalog = new MemoryCatalog().catalog();

    @Override
    protected Catalog catalog() {
        return catalog;
    }
}
