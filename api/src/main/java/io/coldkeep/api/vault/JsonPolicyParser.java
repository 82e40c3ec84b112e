package io.coldkeep.api.vault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.coldkeep.api.wire.AwsService;
import io.coldkeep.api.wire.Operation;
import io.coldkeep.api.wire.Operations;
import io.coldkeep.domain.access.AccessPolicy;
import io.coldkeep.domain.access.Condition;
import io.coldkeep.domain.access.PolicyParser;
import io.coldkeep.domain.access.PolicyText;
import io.coldkeep.domain.access.Principals;
import io.coldkeep.domain.access.Scope;
import io.coldkeep.domain.access.Statement;
import io.coldkeep.domain.access.Statement.Effect;
import io.coldkeep.domain.pattern.Glob;
import io.coldkeep.domain.refusal.InvalidValue;
import io.coldkeep.domain.refusal.RuleBroken;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads the policy language of AWS, as far as a vault's access policy needs it. Whatever it does not understand it refuses:
 * a denial that is passed over would let through what its author wanted to stop.
 */
@Singleton
public final class JsonPolicyParser implements PolicyParser {

    private static final int MAX_DEPTH = 16;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final List<String> VERSIONS = List.of("2012-10-17", "2008-10-17");
    private static final String ALLOW = "Allow";
    private static final String DENY = "Deny";

    /** All that AWS Backup knows, in lower case, whether this service does it or not. */
    private static final List<String> ACTIONS = Stream.concat(
                    Stream.of("CopyFromBackupVault", "CopyIntoBackupVault"),
                    Operations.all().stream()
                            .filter(operation -> operation.service() == AwsService.BACKUP)
                            .map(Operation::name))
            .map(name -> "backup:" + name.toLowerCase(Locale.ROOT))
            .toList();

    @Override
    public AccessPolicy parse(PolicyText text) {
        var policy = new PolicyElement("Policy", read(text)).objectOf(List.of("Version", "Id", "Statement"));
        policy.find("Version").ifPresent(version -> version.oneOf(VERSIONS));
        policy.find("Id").ifPresent(PolicyElement::text);
        return new AccessPolicy(policy.require("Statement").elements().stream()
                .map(JsonPolicyParser::statement)
                .toList());
    }

    private static JsonNode read(PolicyText text) {
        try {
            return JSON.readTree(text.json());
        } catch (StreamConstraintsException e) {
            throw notJson("is nested too deeply or contains a number that is too long", e);
        } catch (JsonProcessingException e) {
            var isDuplicate = e.getOriginalMessage().startsWith("Duplicate field");
            throw notJson(isDuplicate ? "has a member twice" : "is not valid JSON", e);
        }
    }

    private static RuleBroken notJson(String reason, JsonProcessingException e) {
        var at = e.getLocation();
        var place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return new RuleBroken(new InvalidValue("Policy", reason + place));
    }

    private static Statement statement(PolicyElement element) {
        element.objectOf(
                List.of("Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"));
        element.find("Sid").ifPresent(PolicyElement::text);
        var effect = element.require("Effect").oneOf(List.of(ALLOW, DENY));
        return new Statement(
                effect.equals(ALLOW) ? Effect.ALLOW : Effect.DENY,
                principals(element.require("Principal")),
                actions(element),
                resources(element),
                element.find("Condition").map(JsonPolicyParser::conditions).orElse(List.of()));
    }

    private static Principals principals(PolicyElement element) {
        var named = element.value().isTextual()
                ? List.of(element)
                : element.objectOf(List.of("AWS")).require("AWS").texts();
        return named.stream().map(JsonPolicyParser::principal).reduce(Principals.NOBODY, Principals::and);
    }

    private static Principals principal(PolicyElement element) {
        return Principals.parse(element.text())
                .orElseThrow(() -> element.refuse("Provided principal is not valid: it must be *, an account id, or the"
                        + " ARN of a user, a role or the root of an account"));
    }

    private static Scope actions(PolicyElement statement) {
        var isException = hasNot(statement, "Action");
        var patterns = statement.require(isException ? "NotAction" : "Action").texts();
        patterns.forEach(JsonPolicyParser::checkAction);
        return Scope.ofActions(isException, texts(patterns));
    }

    /** One with a slip in its name would never deny anything. */
    private static void checkAction(PolicyElement element) {
        var pattern = Glob.ofStarsAndMarks(element.text().toLowerCase(Locale.ROOT));
        if (ACTIONS.stream().noneMatch(pattern::matches)) {
            throw new RuleBroken(InvalidValue.was(
                    element.path(),
                    "must name an action of AWS Backup, such as backup:DeleteRecoveryPoint",
                    element.text()));
        }
    }

    private static Scope resources(PolicyElement statement) {
        var isException = hasNot(statement, "Resource");
        var patterns =
                statement.require(isException ? "NotResource" : "Resource").texts();
        patterns.forEach(JsonPolicyParser::checkResource);
        return Scope.ofResources(isException, texts(patterns));
    }

    private static void checkResource(PolicyElement element) {
        checkLiteral(element);
        if (!element.text().equals("*") && !Condition.isArnPattern(element.text())) {
            throw element.refuse("must be * or an ARN, which may have wildcards");
        }
    }

    /** Whether the statement has {@code NotAction} in the place of {@code Action}, and the like. */
    private static boolean hasNot(PolicyElement statement, String name) {
        var isException = statement.find("Not" + name).isPresent();
        if (isException && statement.find(name).isPresent()) {
            throw statement.refuse("must have either " + name + " or Not" + name + ", has both");
        }
        return isException;
    }

    private static List<Condition> conditions(PolicyElement element) {
        var conditions = new ArrayList<Condition>();
        for (var name : element.object().names()) {
            var operator = Condition.Operator.find(name)
                    .orElseThrow(() -> new RuleBroken(
                            InvalidValue.oneOf(element.path(), List.of(Condition.Operator.values()), name)));
            var keys = element.require(name).object();
            keys.names().forEach(key -> conditions.add(condition(keys, operator, key)));
        }
        return conditions;
    }

    private static Condition condition(PolicyElement keys, Condition.Operator operator, String name) {
        var key = Condition.Key.find(name)
                .orElseThrow(
                        () -> new RuleBroken(InvalidValue.oneOf(keys.path(), List.of(Condition.Key.values()), name)));
        var values = keys.require(name).texts();
        values.forEach(JsonPolicyParser::checkLiteral);
        if (operator.isOfArns()) {
            checkArns(key, values);
        }
        return new Condition(operator, key, texts(values));
    }

    private static void checkArns(Condition.Key key, List<PolicyElement> values) {
        for (var value : values) {
            if (key != Condition.Key.PRINCIPAL_ARN || !Condition.isArnPattern(value.text())) {
                throw value.refuse("cannot be compared as an ARN: " + Condition.Key.PRINCIPAL_ARN
                        + " can, with an ARN, which may have wildcards");
            }
        }
    }

    /** Policy variables would have to be replaced before anything is compared. */
    private static void checkLiteral(PolicyElement element) {
        if (element.text().contains("${")) {
            throw element.refuse("must not contain a policy variable (${…}): they are not supported");
        }
    }

    private static List<String> texts(List<PolicyElement> elements) {
        return elements.stream().map(PolicyElement::text).toList();
    }
}
