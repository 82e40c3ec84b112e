package io.coldkeep.app.schedule;

import io.coldkeep.domain.work.Work;
import java.io.IOException;

/** Does a piece of work. */
interface WorkHandler {

    /**
     * @throws io.coldkeep.domain.work.WorkSuspended when the process is to end: the work is to be run again
     * @throws io.coldkeep.domain.work.WorkPutOff when the work is to be run again at a later instant
     * @throws IOException when it failed, like any other exception: it is tried again later
     */
    void handle(Work work) throws IOException;
}
