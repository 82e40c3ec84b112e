package io.coldkeep.api.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every operation that the two services of AWS have, whether Coldkeep has a route for it or not. */
public final class Operations {

    private static final List<Operation> ALL =
            Resources.lines("operations.txt").stream().map(Operations::parse).toList();
    private static final Map<String, List<Operation>> BY_FORM = byForm();

    private Operations() {}

    public static List<Operation> all() {
        return ALL;
    }

    /** The operation that AWS would run for the method and the raw path, with or without a trailing slash. */
    public static Optional<Operation> find(String method, String path) {
        var segments = segments(path);
        return BY_FORM.getOrDefault(form(method, segments.size()), List.of()).stream()
                .filter(operation -> matches(segments(operation.path()), segments))
                .min(Comparator.comparingLong(Operations::labels)); // what is spelt out wins over a label
    }

    private static Operation parse(String line) {
        var words = line.split(" ", -1);
        return new Operation(AwsService.valueOf(words[0]), words[1], words[2], words[3]);
    }

    private static Map<String, List<Operation>> byForm() {
        var found = new HashMap<String, List<Operation>>();
        for (var operation : ALL) {
            found.computeIfAbsent(
                            form(operation.method(), segments(operation.path()).size()), form -> new ArrayList<>())
                    .add(operation);
        }
        return found;
    }

    private static String form(String method, int segments) {
        return method + ' ' + segments;
    }

    private static List<String> segments(String path) {
        var query = path.indexOf('?');
        var plain = query < 0 ? path : path.substring(0, query);
        return List.of(plain.replaceFirst("/$", "").split("/", -1));
    }

    private static boolean matches(List<String> template, List<String> segments) {
        for (var i = 0; i < template.size(); i++) {
            var expected = template.get(i);
            if (isLabel(expected) ? segments.get(i).isEmpty() : !expected.equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static long labels(Operation operation) {
        return segments(operation.path()).stream().filter(Operations::isLabel).count();
    }

    private static boolean isLabel(String segment) {
        return segment.startsWith("{");
    }
}
