package io.coldkeep.domain.job;

import io.coldkeep.domain.arn.Arn;
import io.coldkeep.domain.refusal.RuleViolation;

/** The ARN names something that is no file system; the sentence is AWS Backup's own. */
record UnsupportedResource(Arn resource) implements RuleViolation {

    @Override
    public String field() {
        return "ResourceArn";
    }

    @Override
    public String reason() {
        return "must be the ARN of a file system, was " + resource;
    }

    @Override
    public String message() {
        return "Unsupported resource type: " + resource;
    }
}
