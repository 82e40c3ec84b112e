package io.coldkeep.api.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which members a request must have. The SDK's classes do not say it, the services' published models do. */
final class RequiredMembers {

    private static final Map<String, Set<String>> BY_MODEL = read();

    private RequiredMembers() {}

    /** The names of the members that the class must have, as the API's documentation spells them. */
    static Set<String> of(Class<?> model) {
        return BY_MODEL.getOrDefault(key(AwsService.ofModel(model).name(), model.getSimpleName()), Set.of());
    }

    private static Map<String, Set<String>> read() {
        var found = new HashMap<String, Set<String>>();
        for (var line : Resources.lines("required-members.txt")) {
            var words = List.of(line.split(" ", -1));
            found.put(key(words.get(0), words.get(1)), Set.copyOf(words.subList(2, words.size())));
        }
        return found;
    }

    private static String key(String service, String model) {
        return service + ' ' + model;
    }
}
