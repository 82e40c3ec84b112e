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
            report.answer("read %s of %s, %s and %s: %s"
                    .formatted(
                            number(verified.packs(), "pack"),
                            Sizes.of(verified.bytes()),
                            number(verified.contents(), "content"),
                            number(verified.vaults(), "vault"),
                            report.summary()));
        }
        return report.code();
    }

    private static String number(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
