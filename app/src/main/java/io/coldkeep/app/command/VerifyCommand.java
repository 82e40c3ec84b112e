package io.coldkeep.app.command;

import java.io.IOException;
import java.util.List;

/** Reads everything and says what is damaged. */
final class VerifyCommand {

    private final OperatedStores stores;
    private final Report report;

    VerifyCommand(OperatedStores stores, Report report) {
        this.stores = stores;
        this.report = report;
    }

    int run(List<String> operands) throws IOException {
        if (!operands.isEmpty()) {
            throw new WrongUsage("usage: coldkeep verify");
        }
        try (var vaults = stores.open(report)) {
            var verified = vaults.verify(stores.problems(report), report.progress("of packs read"));
            if (verified.archived() > 0) {
                report.answer("archived, there, and not read: %s of %s"
                        .formatted(Report.number(verified.archived(), "pack"), Sizes.of(verified.archivedBytes())));
            }
            report.answer("read %s of %s, %s and %s: %s"
                    .formatted(
                            Report.number(verified.packs(), "pack"),
                            Sizes.of(verified.bytes()),
                            Report.number(verified.contents(), "content"),
                            Report.number(verified.vaults(), "vault"),
                            report.summary()));
        }
        return report.code();
    }
}
