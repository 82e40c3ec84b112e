package io.coldkeep.domain.access;

/** Reads the language that access policies are written in. */
public interface PolicyParser {

    /**
     * What the policy says. All that it says counts: a part that is not understood is refused, never passed over.
     *
     * @throws io.coldkeep.domain.refusal.RuleBroken when it is no policy; the message names the place
     */
    AccessPolicy parse(PolicyText text);
}
