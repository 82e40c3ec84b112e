package io.coldkeep.api;

import io.coldkeep.api.sigv4.Authenticator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/** The HTTP face on a free port of the loopback address. */
public final class ApiServer implements AutoCloseable {

    public static final String SPEC = "spec.name";

    private static final BeanConfiguration[] NO_CONTROLLERS = Stream.of(
                    "filesystem", "vault", "plan", "recoverypoint", "job", "restore", "copy", "tag", "operator")
            .map(feature -> BeanConfiguration.disabled("io.coldkeep.api." + feature))
            .toArray(BeanConfiguration[]::new);

    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private ApiServer(ApplicationContext context) {
        this.context = context;
        this.server = context.getBean(EmbeddedServer.class).start();
    }

    /** With the test controllers that name the given spec, and no others. */
    public static ApiServer start(String spec, Authenticator authenticator) {
        return start(spec, authenticator, Map.of());
    }

    /** The same, and with those settings of the framework. */
    public static ApiServer start(String spec, Authenticator authenticator, Map<String, Object> properties) {
        return start(
                builder(Map.of(SPEC, spec)).properties(properties).beanConfigurations(NO_CONTROLLERS), authenticator);
    }

    /** With the controllers of the product over what they need: use cases, a clock of the test's own and tokens. */
    public static ApiServer start(Authenticator authenticator, Object... singletons) {
        return start(builder(Map.of()).singletons(singletons), authenticator);
    }

    private static ApplicationContextBuilder builder(Map<String, Object> properties) {
        return ApplicationContext.builder()
                .banner(false)
                .properties(properties)
                .properties(Map.of("micronaut.server.port", -1, "micronaut.server.host", "127.0.0.1"));
    }

    private static ApiServer start(ApplicationContextBuilder builder, Authenticator authenticator) {
        var context = builder.build();
        context.registerSingleton(Authenticator.class, authenticator);
        return new ApiServer(context.start());
    }

    /** Sends a request with the JDK's client; header names and values take turns. */
    public HttpResponse<String> send(String method, String target, String body, String... headers) {
        var request = HttpRequest.newBuilder(uri(target)).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes as they are and reads until the server closes the connection, which the request has to ask for. */
    public String sendRaw(String request) {
        return sendRaw(request.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with bytes that need not be text. */
    public String sendRaw(byte[] request) {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ApplicationContext context() {
        return context;
    }

    public URI uri(String target) {
        return URI.create("http://127.0.0.1:" + server.getPort() + target);
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
