package io.coldkeep.domain.pattern;

/**
 * A text with wildcards: {@code *} stands for any characters or none, and whatever is no wildcard for itself.
 *
 * @param hasMarks whether {@code ?} is a wildcard, too, and stands for any one character
 */
public record Glob(String pattern, boolean hasMarks) {

    public static final String STAR = "*";

    /** With {@code *} for the only wildcard. */
    public static Glob ofStars(String pattern) {
        return new Glob(pattern, false);
    }

    /** With the wildcards {@code *} and {@code ?}. */
    public static Glob ofStarsAndMarks(String pattern) {
        return new Glob(pattern, true);
    }

    /**
     * Whether all of the text fits the pattern. Takes the shortest text for a star and, where that leads nowhere, one
     * character more for the last star only: earlier ones need never be looked at again, so that the time is at most the
     * product of the lengths.
     */
    public boolean matches(String text) {
        var at = 0;
        var star = -1;
        var behindStar = 0;
        var i = 0;
        while (i < text.length()) {
            if (isStar(at)) {
                star = at++;
                behindStar = i;
            } else if (at < pattern.length() && fits(pattern.charAt(at), text.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++behindStar;
            } else {
                return false;
            }
        }
        while (isStar(at)) {
            at++;
        }
        return at == pattern.length();
    }

    private boolean isStar(int at) {
        return pattern.startsWith(STAR, at);
    }

    private boolean fits(char wanted, char actual) {
        return wanted == actual || (hasMarks && wanted == '?');
    }
}
