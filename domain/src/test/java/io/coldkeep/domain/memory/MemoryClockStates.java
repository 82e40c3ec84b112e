package io.coldkeep.domain.memory;

import io.coldkeep.domain.time.ClockState;
import io.coldkeep.domain.time.ClockStateRepository;
import java.util.function.UnaryOperator;

final class MemoryClockStates implements ClockStateRepository {

    private final MemoryCatalog catalog;

    MemoryClockStates(MemoryCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public ClockState read() {
        return catalog.read(state -> state.clock);
    }

    @Override
    public ClockState update(UnaryOperator<ClockState> change) {
        return catalog.write(state -> {
            state.clock = change.apply(state.clock);
            return state.clock;
        });
    }
}
