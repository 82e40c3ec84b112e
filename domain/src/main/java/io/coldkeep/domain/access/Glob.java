package io.coldkeep.domain.access;

/** A text with wildcards: {@code *} stands for any characters or none, {@code ?} for any one. */
public record Glob(String pattern) {

    /** Takes at most as many steps as the product of the two lengths: behind a star, no earlier one is tried again. */
    public boolean matches(String text) {
        var at = 0;
        var star = -1;
        var behindStar = 0;
        var i = 0;
        while (i < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
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
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    private static boolean fits(char wanted, char actual) {
        return wanted == '?' || wanted == actual;
    }
}
