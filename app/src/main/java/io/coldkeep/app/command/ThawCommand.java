package io.coldkeep.app.command;

import io.coldkeep.domain.content.Thaw;
import java.io.IOException;
import java.util.List;

/** Has thawed what is archived, for the commands that have to read it. */
final class ThawCommand {

    private final OperatedStores stores;
    private final Report report;

    ThawCommand(OperatedStores stores, Report report) {
        this.stores = stores;
        this.report = report;
    }

    int run(List<String> operands) throws IOException {
        if (operands.size() > 1) {
            throw new WrongUsage("usage: coldkeep thaw [descriptor]");
        }
        try (var vaults = stores.open(report)) {
            if (operands.isEmpty()) {
                return say(vaults.thaw());
            }
            var descriptor = stores.descriptor(operands.getFirst());
            return say(vaults.thaw(vaults.content(descriptor.tier(), descriptor.object())));
        }
    }

    /** It can be called until it answers that it is done. */
    private int say(Thaw thaw) {
        report.answer(
                thaw.isDone()
                        ? "all packs can be read"
                        : thaw + " cannot be read yet, and will be thawed; run this again to see how far that is");
        return thaw.isDone() ? report.code() : Commands.FAILED;
    }
}
