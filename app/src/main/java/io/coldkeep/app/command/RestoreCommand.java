package io.coldkeep.app.command;

import io.coldkeep.domain.content.RestoreSelection;
import io.coldkeep.domain.content.RestoredContent;
import io.coldkeep.domain.refusal.RuleBroken;
import io.coldkeep.domain.source.EntryPath;
import io.coldkeep.persistence.content.StoredVaults;
import io.coldkeep.persistence.content.StoredVaults.Stored;
import io.coldkeep.persistence.source.LocalDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Restores a content, or an item of it, into a new directory. */
final class RestoreCommand {

    private static final int DESCRIPTOR = 0;
    private static final int DIRECTORY = 1;
    private static final int PATH = 2;

    private final OperatedStores stores;
    private final Report report;

    RestoreCommand(OperatedStores stores, Report report) {
        this.stores = stores;
        this.report = report;
    }

    int run(List<String> operands) throws IOException {
        if (operands.size() <= DIRECTORY || operands.size() > PATH + 1) {
            throw new WrongUsage("usage: coldkeep restore <descriptor> <directory> [path]");
        }
        var descriptor = stores.descriptor(operands.get(DESCRIPTOR));
        var directory = newDirectory(operands.get(DIRECTORY));
        var selection = operands.size() > PATH ? item(operands.get(PATH)) : RestoreSelection.EVERYTHING;
        try (var vaults = stores.open(report)) {
            restore(vaults, vaults.content(descriptor.tier(), descriptor.object()), selection, directory);
        }
        return report.code();
    }

    private static Path newDirectory(String argument) {
        var directory = Path.of(argument).toAbsolutePath().normalize();
        if (directory.getNameCount() == 0 || Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new WrongUsage(directory + " is there already; name a directory that restore is to make");
        }
        if (!Files.isDirectory(directory.resolveSibling(""))) {
            throw new WrongUsage("there is no directory " + directory.getParent() + " to make it in");
        }
        return directory;
    }

    private static RestoreSelection item(String path) {
        try {
            return new RestoreSelection(Set.of(EntryPath.parse(path)));
        } catch (RuleBroken e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private void restore(StoredVaults vaults, Stored stored, RestoreSelection selection, Path directory)
            throws IOException {
        var attempt = UUID.randomUUID();
        var parent = directory.resolveSibling("");
        try {
            var restored = restore(vaults, stored, selection, directory, attempt);
            report.answer("restored %d entries with %s to %s: %s as it was at %s"
                    .formatted(
                            restored.entries(),
                            Sizes.of(restored.logicalBytes()),
                            directory,
                            stored.source(),
                            stored.begun()));
        } catch (IOException | RuntimeException e) {
            LocalDirectories.discardTarget(parent, attempt);
            throw e;
        }
    }

    private RestoredContent restore(
            StoredVaults vaults, Stored stored, RestoreSelection selection, Path directory, UUID attempt)
            throws IOException {
        try (var target = LocalDirectories.target(directory.resolveSibling(""), attempt)) {
            var restored =
                    vaults.restore(stored, selection, target, report.progress("restored"), stores.problems(report));
            for (var missing : restored.missing()) {
                if (report.problems() == 0) {
                    throw new WrongUsage("there is no " + missing + " in that content");
                }
                report.problem(missing + " is not in what is left of that content");
            }
            target.complete(String.valueOf(directory.getFileName()));
            return restored;
        }
    }
}
