package io.coldkeep.api.wire;

import org.jspecify.annotations.Nullable;

/** Where in a request a value stands, as messages name it: {@code BackupPlan.Rules[2].Lifecycle.DeleteAfterDays}. */
record MemberPath(AwsService service, @Nullable MemberPath parent, String name) {

    static MemberPath root(AwsService service) {
        return new MemberPath(service, null, "");
    }

    boolean isRoot() {
        return parent == null;
    }

    MemberPath member(String name) {
        return new MemberPath(service, this, name);
    }

    MemberPath element(int index) {
        return new MemberPath(service, this, "[" + index + "]");
    }

    /** The answer to a value that is not what the member takes. */
    AwsException refuse(String expected, String actual) {
        return new AwsException(AwsErrors.badRequest(service, this + " must be " + expected + ", was " + actual));
    }

    @Override
    public String toString() {
        if (parent == null) {
            return name;
        }
        var before = parent.toString();
        return before.isEmpty() || name.startsWith("[") ? before + name : before + '.' + name;
    }
}
