package io.coldkeep.domain.plan;

/** Patterns in which {@code *} stands for any characters, none included; all else stands for itself. */
final class Wildcard {

    static final char ANY = '*';

    private Wildcard() {}

    static boolean isIn(String pattern) {
        return pattern.indexOf(ANY) >= 0;
    }

    /**
     * Whether all of the text fits the pattern. Takes the shortest text for a star and, where that leads nowhere, one
     * character more for the last star only: earlier ones need never be looked at again, so that the time is at most the
     * product of the lengths.
     */
    static boolean matches(String pattern, String text) {
        var p = 0;
        var t = 0;
        var star = -1;
        var taken = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == ANY) {
                star = p++;
                taken = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++taken;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == ANY) {
            p++;
        }
        return p == pattern.length();
    }
}
