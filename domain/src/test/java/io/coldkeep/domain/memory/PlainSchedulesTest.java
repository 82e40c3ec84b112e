package io.coldkeep.domain.memory;

import io.coldkeep.domain.contract.SchedulesContract;
import io.coldkeep.domain.plan.Schedules;

class PlainSchedulesTest extends SchedulesContract {

    @Override
    protected Schedules schedules() {
        return new PlainSchedules();
    }
}
