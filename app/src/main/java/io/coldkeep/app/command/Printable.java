package io.coldkeep.app.command;

/** Names as they may be shown: those of files can hold line ends, and what moves the cursor of a terminal. */
final class Printable {

    private Printable() {}

    static String of(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            var type = Character.getType(character);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                shown.append("\\u%04x".formatted(character));
            } else {
                shown.appendCodePoint(character);
            }
        });
        return shown.toString();
    }
}
