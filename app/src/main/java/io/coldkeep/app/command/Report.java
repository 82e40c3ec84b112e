package io.coldkeep.app.command;

import io.coldkeep.domain.content.Progress;
import java.io.PrintStream;
import java.time.Duration;

/** What a command says: answers and damage on standard output, and on standard error how far it is. */
final class Report {

    private static final long EVERY = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final PrintStream err;
    private int problems;
    private long said = System.nanoTime();

    Report(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void answer(String line) {
        out.println(Printable.of(line));
    }

    /** Something is damaged. */
    void problem(String line) {
        problems++;
        answer(line);
    }

    int problems() {
        return problems;
    }

    /** So many of them. */
    static String number(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** What there is to say at the end. */
    String summary() {
        return switch (problems) {
            case 0 -> "all is well";
            case 1 -> "1 problem";
            default -> problems + " problems";
        };
    }

    /** The exit code of a command that has come to its end. */
    int code() {
        return problems == 0 ? Commands.FINE : Commands.DAMAGED;
    }

    /** Says now and then how many bytes have been handled. */
    Progress progress(String what) {
        return bytes -> {
            var now = System.nanoTime();
            if (now - said >= EVERY) {
                said = now;
                err.println(Sizes.of(bytes) + " " + what);
            }
        };
    }
}
