package io.coldkeep.domain.contract;

import java.util.stream.Stream;

/** Texts that are legal and that careless code breaks. */
final class OddTexts {

    private OddTexts() {}

    /** None is longer than 64 characters. */
    static Stream<String> odd() {
        return Stream.of(
                " ",
                " leading and trailing ",
                "it's \"quoted\" \\ back\\slashed\\",
                "'; DROP TABLE vault; --",
                "%_like_%",
                "tab\tand\nnewline",
                "null",
                "{\"json\":[1,2]}",
                "Größe",
                "Gro\u0308ße", // the same to a reader, not to a machine
                "\u65e5\u672c\u8a9e",
                "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
                "\ud83e\uddca\u2744\ufe0f\ud83d\udcbe",
                "a".repeat(64));
    }

    /** Two hundred and fifty-six characters of four bytes each in UTF-8 and of two {@code char} in Java. */
    static String longEmoji() {
        return "\ud83e\uddca".repeat(256);
    }
}
