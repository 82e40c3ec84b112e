package io.coldkeep.api.wire;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.HttpServerConfiguration;
import jakarta.inject.Singleton;

/**
 * The longest body of a request. The server stops reading there, whether the length was announced or the body comes in
 * chunks; the largest request of the two services, a plan with all of its rules, is far below it.
 */
@Singleton
final class BodyLimit implements BeanCreatedEventListener<HttpServerConfiguration> {

    static final int BYTES = 1024 * 1024;

    @Override
    public HttpServerConfiguration onCreated(BeanCreatedEvent<HttpServerConfiguration> event) {
        var configuration = event.getBean();
        configuration.setMaxRequestSize(BYTES);
        configuration.setMaxRequestBufferSize(BYTES);
        return configuration;
    }
}
