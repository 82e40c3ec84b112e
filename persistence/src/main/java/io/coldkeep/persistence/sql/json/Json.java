package io.coldkeep.persistence.sql.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;

/** Texts of JSON, and what they hold. */
public final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<Map<String, String>> MAP = new TypeReference<>() {};
    private static final TypeReference<List<String>> LIST = new TypeReference<>() {};
    private static final TypeReference<List<Map<String, String>>> MAPS = new TypeReference<>() {};

    private Json() {}

    public static String write(Map<String, String> map) {
        return text(map);
    }

    public static String write(List<String> list) {
        return text(list);
    }

    public static String writeMaps(List<Map<String, String>> maps) {
        return text(maps);
    }

    public static Map<String, String> readMap(String json) {
        return read(json, MAP);
    }

    public static List<String> readList(String json) {
        return read(json, LIST);
    }

    public static List<Map<String, String>> readMaps(String json) {
        return read(json, MAPS);
    }

    /** The value of a key that is always written. */
    public static String require(Map<String, String> map, String key) {
        var value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("the catalog holds no " + key + " in " + map);
        }
        return value;
    }

    private static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the catalog holds what is not the JSON that was written to it", e);
        }
    }
}
