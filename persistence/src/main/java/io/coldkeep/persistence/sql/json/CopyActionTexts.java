package io.coldkeep.persistence.sql.json;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.copy.CopyAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Copy actions as a JSON list of objects of texts; an action with a lifecycle of its own has a member {@code lifecycle}. */
public final class CopyActionTexts {

    private CopyActionTexts() {}

    public static String write(List<CopyAction> actions) {
        return Json.writeMaps(actions.stream().map(CopyActionTexts::texts).toList());
    }

    public static List<CopyAction> read(String json) {
        return Json.readMaps(json).stream().map(CopyActionTexts::action).toList();
    }

    private static Map<String, String> texts(CopyAction action) {
        var texts = new TreeMap<String, String>();
        texts.put("destinationVault", action.destinationVault().toString());
        action.lifecycle().ifPresent(lifecycle -> {
            texts.put("lifecycle", "own");
            LifecycleTexts.write(lifecycle, texts);
        });
        return texts;
    }

    private static CopyAction action(Map<String, String> texts) {
        var lifecycle = Optional.ofNullable(texts.get("lifecycle")).map(own -> LifecycleTexts.read(texts));
        return new CopyAction(
                Optional.ofNullable(texts.get("destinationVault"))
                        .flatMap(Arn::parse)
                        .orElseThrow(),
                lifecycle);
    }
}
