package io.coldkeep.persistence.sql.time;

import io.coldkeep.domain.time.ClockState;
import io.coldkeep.domain.time.ClockStateRepository;
import io.coldkeep.domain.tx.Transactions;
import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;

@Singleton
final class SqlClockStateRepository implements ClockStateRepository {

    private final ClockStateQueries queries;
    private final Transactions transactions;

    SqlClockStateRepository(ClockStateQueries queries, Transactions transactions) {
        this.queries = queries;
        this.transactions = transactions;
    }

    @Override
    public ClockState read() {
        return queries.read().toClockState();
    }

    @Override
    public ClockState update(UnaryOperator<ClockState> change) {
        return transactions.inOne(() -> {
            var changed = change.apply(queries.lock().toClockState());
            store(changed);
            return changed;
        });
    }

    private void store(ClockState state) {
        var pin = state.pin();
        queries.update(
                state.offset().toString(),
                pin.map(ClockState.Pin::holder).orElse(null),
                pin.map(held -> held.at().toString()).orElse(null),
                pin.map(held -> held.realExpiry().toString()).orElse(null));
    }
}
