package io.coldkeep.api.restore;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.coldkeep.api.wire.Members;
import io.coldkeep.domain.refusal.RuleBroken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The value of {@code ItemsToRestore}: a JSON array of paths, as a string within the string map of the metadata. */
final class ItemsToRestore {

    private static final JsonFactory JSON = new JsonFactory();

    private ItemsToRestore() {}

    /** @throws RuleBroken when the text is anything else than one array of strings */
    static List<String> parse(String text) {
        try (var json = JSON.createParser(text)) {
            require(json.nextToken() == JsonToken.START_ARRAY);
            var items = new ArrayList<String>();
            for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                require(token == JsonToken.VALUE_STRING);
                var item = json.getText();
                // Half of a surrogate pair would become a question mark, and another path.
                require(StandardCharsets.UTF_8.newEncoder().canEncode(item));
                items.add(item);
            }
            require(json.nextToken() == null);
            return items;
        } catch (JsonProcessingException e) {
            throw invalid();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw invalid();
        }
    }

    private static RuleBroken invalid() {
        return Members.invalid("Metadata.ItemsToRestore", "must be a JSON array of strings, such as [\"/a/path\"]");
    }
}
