package io.coldkeep.app.command;

import io.coldkeep.app.config.CannotStart;
import io.coldkeep.app.config.EnvironmentSettings;
import io.coldkeep.app.config.StoreSettings;
import io.coldkeep.app.wiring.ContentPlaces;
import io.coldkeep.domain.content.CorruptContentException;
import io.coldkeep.persistence.content.StoredVaults;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The commands: {@code contents}, {@code restore}, {@code verify}, {@code recover} and {@code thaw}. They exit with 0 when all is well, 1
 * when they cannot do it, 2 when they were called wrongly and 3 when something in the stores is damaged.
 */
public final class Commands {

    static final int FINE = 0;
    static final int FAILED = 1;
    static final int CALLED_WRONGLY = 2;
    static final int DAMAGED = 3;

    private static final List<String> HELP = List.of("-h", "--help");
    private static final String USAGE =
            "usage: coldkeep [contents | restore <descriptor> <directory> [path] | verify | recover [--lifecycles]"
                    + " | thaw [descriptor]];"
                    + " without a command it starts the service; --help says what they do";
    private static final String HELP_TEXT = """
            coldkeep                                          starts the service
            coldkeep contents                                 lists what is stored, without catalog and service
            coldkeep restore <descriptor> <directory> [path]  restores one of these, or what is at the path in it
            coldkeep verify                                   reads and checks everything
            coldkeep recover [--lifecycles]                   makes a lost catalog again, while no service runs
            coldkeep thaw [descriptor]                        has thawed what is in an archive, which costs

            They take the same COLDKEEP_... variables as the service, and exit with 0 when all is well, 1 when they cannot
            do it, 2 when they were called wrongly and 3 when something is damaged. docs/operations.md has the rest.
            """;

    private Commands() {}

    /** Whether these arguments call a command, known or not, and not the service, which takes options with values only. */
    public static boolean isOne(String[] args) {
        return args.length > 0 && !(args[0].startsWith("-") && args[0].contains("="));
    }

    /** Runs the command; answers the exit code. */
    public static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            return run(List.of(args), environment, new Report(out, err));
        } catch (WrongUsage e) {
            return say(err, message(e), CALLED_WRONGLY);
        } catch (CorruptContentException e) {
            return say(err, message(e), DAMAGED);
        } catch (StoredVaults.ArchivedPacks e) {
            return say(
                    err,
                    "archived, so that they cannot be read: %s of %s; 'coldkeep thaw' has them thawed"
                            .formatted(Report.number(e.packs(), "pack"), Sizes.of(e.bytes())),
                    FAILED);
        } catch (CannotStart e) {
            return say(err, message(e), FAILED);
        } catch (IOException e) {
            return say(err, reason(e), FAILED);
        }
    }

    private static int run(List<String> args, Map<String, String> environment, Report report) throws IOException {
        if (HELP.contains(args.getFirst())) {
            HELP_TEXT.lines().forEach(report::answer);
            return FINE;
        }
        var places = new ContentPlaces(EnvironmentSettings.dataDirectory(environment), StoreSettings.of(environment));
        var operands = args.subList(1, args.size());
        try (var stores = new OperatedStores(places, EnvironmentSettings.masterKey(environment))) {
            return switch (args.getFirst()) {
                case "contents" -> new ContentsCommand(stores, report).run(operands);
                case "restore" -> new RestoreCommand(stores, report).run(operands);
                case "recover" -> new RecoverCommand(stores, environment, report).run(operands);
                case "thaw" -> new ThawCommand(stores, report).run(operands);
                case "verify" -> new VerifyCommand(stores, report).run(operands);
                default -> throw new WrongUsage(USAGE);
            };
        }
    }

    private static int say(PrintStream err, String reason, int code) {
        err.println("coldkeep: " + Printable.of(reason));
        return code;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "may not use " + message(e);
            case FileAlreadyExistsException _ -> message(e) + " is there already";
            case NoSuchFileException _ -> "there is no " + message(e);
            case FileSystemException _ -> e.toString();
            default -> message(e);
        };
    }

    private static String message(Exception e) {
        return Objects.requireNonNullElseGet(e.getMessage(), e::toString);
    }
}
