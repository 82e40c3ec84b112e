package io.coldkeep.api.filesystem;

import io.coldkeep.api.wire.AwsErrors;
import io.coldkeep.api.wire.AwsException;
import io.coldkeep.api.wire.AwsService;
import io.coldkeep.api.wire.Members;
import io.coldkeep.domain.filesystem.Tiering;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.efs.model.LifecyclePolicy;

/** A lifecycle configuration is a list of up to three objects with one transition each. */
final class LifecyclePolicyMapper {

    private static final int MAX_POLICIES = 3;

    private LifecyclePolicyMapper() {}

    static Tiering tiering(List<LifecyclePolicy> policies) {
        if (policies.size() > MAX_POLICIES) {
            throw Members.invalid(
                    "LifecyclePolicies", "must be at most %d objects, was %d".formatted(MAX_POLICIES, policies.size()));
        }
        policies.forEach(LifecyclePolicyMapper::requireOneTransition);
        return new Tiering(
                single(policies, LifecyclePolicy::transitionToIAAsString, "TransitionToIA"),
                single(
                        policies,
                        LifecyclePolicy::transitionToPrimaryStorageClassAsString,
                        "TransitionToPrimaryStorageClass"),
                single(policies, LifecyclePolicy::transitionToArchiveAsString, "TransitionToArchive"));
    }

    private static void requireOneTransition(LifecyclePolicy policy) {
        var transitions = Stream.of(
                        Optional.ofNullable(policy.transitionToIAAsString()),
                        Optional.ofNullable(policy.transitionToPrimaryStorageClassAsString()),
                        Optional.ofNullable(policy.transitionToArchiveAsString()))
                .flatMap(Optional::stream)
                .count();
        if (transitions != 1) {
            throw new AwsException(AwsErrors.badRequest(
                    AwsService.EFS, "One or more LifecyclePolicy objects specified are malformed."));
        }
    }

    private static Optional<String> single(
            List<LifecyclePolicy> policies, Function<LifecyclePolicy, @Nullable String> transition, String member) {
        var words = policies.stream().map(transition).filter(Objects::nonNull).toList();
        if (words.size() > 1) {
            throw Members.invalid("LifecyclePolicies", "must have " + member + " at most once");
        }
        return words.stream().findFirst();
    }

    static List<LifecyclePolicy> policies(Tiering tiering) {
        var policies = new ArrayList<LifecyclePolicy>();
        tiering.transitionToIa()
                .ifPresent(word -> policies.add(
                        LifecyclePolicy.builder().transitionToIA(word).build()));
        tiering.transitionToPrimaryStorageClass()
                .ifPresent(word -> policies.add(LifecyclePolicy.builder()
                        .transitionToPrimaryStorageClass(word)
                        .build()));
        tiering.transitionToArchive()
                .ifPresent(word -> policies.add(
                        LifecyclePolicy.builder().transitionToArchive(word).build()));
        return policies;
    }
}
