package io.coldkeep.domain.access;

import io.coldkeep.domain.arn.AccountId;
import io.coldkeep.domain.arn.Arn;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a statement is about.
 *
 * @param accounts everybody in them
 * @param arns these users and roles themselves
 */
public record Principals(boolean isEveryone, Set<AccountId> accounts, Set<Arn> arns) {

    public static final Principals NOBODY = new Principals(false, Set.of(), Set.of());
    public static final Principals EVERYONE = new Principals(true, Set.of(), Set.of());

    private static final Pattern USER_OR_ROLE = Pattern.compile("(user|role)/[\\w+=,.@/-]{1,1024}");

    public Principals {
        accounts = Set.copyOf(accounts);
        arns = Set.copyOf(arns);
    }

    /**
     * Those whom a text in a policy names: {@code *}, an account, the root of an account, which stands for all of it, a user
     * or a role. Empty where it names nobody, or the session of a role or user: a requester is who it is a session of.
     */
    public static Optional<Principals> parse(String text) {
        if (text.equals("*")) {
            return Optional.of(EVERYONE);
        }
        if (AccountId.isValid(text)) {
            return Optional.of(ofAccount(text));
        }
        return Arn.parse(text).filter(Principals::isIdentity).flatMap(Principals::ofArn);
    }

    private static boolean isIdentity(Arn arn) {
        return arn.service().equals("iam") && arn.region().isEmpty() && AccountId.isValid(arn.account());
    }

    private static Optional<Principals> ofArn(Arn arn) {
        if (arn.resource().equals("root")) {
            return Optional.of(ofAccount(arn.account()));
        }
        return USER_OR_ROLE.matcher(arn.resource()).matches()
                ? Optional.of(new Principals(false, Set.of(), Set.of(arn)))
                : Optional.empty();
    }

    private static Principals ofAccount(String id) {
        return new Principals(false, Set.of(AccountId.of(id)), Set.of());
    }

    public Principals and(Principals others) {
        return new Principals(
                isEveryone || others.isEveryone, union(accounts, others.accounts), union(arns, others.arns));
    }

    private static <T> Set<T> union(Set<T> some, Set<T> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    boolean include(Arn principal) {
        return isEveryone || arns.contains(principal) || accounts.contains(AccountId.of(principal.account()));
    }
}
