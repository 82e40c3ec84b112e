package io.coldkeep.persistence.sql.secret;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

@MappedEntity("service_secret")
record SecretRow(@Id String name, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "SecretRow[" + name + "]";
    }
}
