package io.coldkeep.api.operator;

/** Writes metrics in the text format of Prometheus, version 0.0.4. */
final class MetricsText {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();
    private String name = "";

    /** Begins with the samples of a number that only grows. */
    MetricsText counter(String newName, String help) {
        return family(newName, "counter", help);
    }

    /** Begins with the samples of a number that goes up and down. */
    MetricsText gauge(String newName, String help) {
        return family(newName, "gauge", help);
    }

    private MetricsText family(String newName, String type, String help) {
        name = newName;
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(escapedHelp(help))
                .append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /**
     * Adds a sample to the family that was begun last.
     *
     * @param value a whole one
     * @param labels names and values take turns
     */
    MetricsText sample(Number value, String... labels) {
        text.append(name);
        for (var i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            text.append(escapedValue(labels[i + 1])).append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
        return this;
    }

    private static String escapedHelp(String help) {
        return help.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String escapedValue(String value) {
        return escapedHelp(value).replace("\"", "\\\"");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
