package io.coldkeep.app.cron;

import io.coldkeep.domain.contract.SchedulesContract;
import io.coldkeep.domain.plan.Schedules;

class CronSchedulesContractTest extends SchedulesContract {

    @Override
    protected Schedules schedules() {
        return new CronSchedules();
    }
}
