package io.coldkeep.app.command;

import io.coldkeep.persistence.content.StoredVaults;
import io.coldkeep.persistence.content.StoredVaults.Stored;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists what can be restored. */
final class ContentsCommand {

    private static final List<String> HEADINGS =
            List.of("VAULT", "ATTEMPT", "TIER", "SOURCE", "BEGUN", "ENTRIES", "BYTES", "DESCRIPTOR");

    /** Numbers end below each other, everything else begins there. */
    private static final List<String> NUMBERS = List.of("ENTRIES", "BYTES");

    private final OperatedStores stores;
    private final Report report;

    ContentsCommand(OperatedStores stores, Report report) {
        this.stores = stores;
        this.report = report;
    }

    int run(List<String> operands) throws IOException {
        if (!operands.isEmpty()) {
            throw new WrongUsage("usage: coldkeep contents");
        }
        try (var vaults = stores.open(report)) {
            print(vaults);
        }
        return report.code();
    }

    private void print(StoredVaults vaults) throws IOException {
        var rows = new ArrayList<List<String>>();
        rows.add(HEADINGS);
        vaults.contents(stores.problems(report)).forEach(stored -> rows.add(row(stored)));
        var widths = new int[HEADINGS.size()];
        for (var row : rows) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        rows.forEach(row -> report.answer(line(row, widths)));
    }

    private List<String> row(Stored stored) {
        return List.of(
                stored.id().vault().toString(),
                stored.id().attempt().toString(),
                stored.tier().name().toLowerCase(Locale.ROOT),
                Printable.of(stored.source()),
                stored.begun().truncatedTo(ChronoUnit.SECONDS).toString(),
                String.valueOf(stored.entries()),
                String.valueOf(stored.logicalBytes()),
                stores.name(stored.tier(), stored.object()));
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (var i = 0; i < widths.length; i++) {
            var padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(NUMBERS.contains(HEADINGS.get(i)) ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }
}
