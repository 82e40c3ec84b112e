package io.coldkeep.domain.memory;

import io.coldkeep.domain.content.Description;
import io.coldkeep.domain.recoverypoint.PointRecord;
import io.coldkeep.domain.recoverypoint.PointRecords;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which words it gave for which record. */
public final class MemoryPointRecords implements PointRecords {

    private final Map<Description, PointRecord> known = new ConcurrentHashMap<>();

    @Override
    public Description write(PointRecord record) {
        var description = new Description("record " + record.hashCode());
        known.put(description, record);
        return description;
    }

    @Override
    public Optional<PointRecord> read(Description description) {
        return Optional.ofNullable(known.get(description));
    }
}
