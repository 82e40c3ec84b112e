package io.coldkeep.api.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A request that a real client signed and sent, kept as it came over the wire (without its user agent, which no signature
 * covers). All were signed with {@link #KEY_ID} and {@link #SECRET}.
 */
@SuppressWarnings("ArrayRecordComponent") // hands over arguments and is never compared
record RecordedRequest(String name, String method, String target, Map<String, List<String>> headers, byte[] body) {

    static final String KEY_ID = "AKIDEXAMPLE";
    static final String SECRET = "EXAMPLE-secret/for+tests-only";

    static Stream<RecordedRequest> all() {
        try (var files = Files.list(directory())) {
            return files.sorted().map(RecordedRequest::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RecordedRequest of(String name) {
        return read(directory().resolve(name + ".http"));
    }

    private static Path directory() {
        try {
            return Path.of(Objects.requireNonNull(RecordedRequest.class.getResource("recorded"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RecordedRequest read(Path file) {
        try {
            var text = Files.readString(file);
            var end = text.indexOf("\n\n");
            var lines = text.substring(0, end).lines().toList();
            var first = lines.getFirst().split(" ", -1);
            var headers = new LinkedHashMap<String, List<String>>();
            for (var line : lines.subList(1, lines.size())) {
                var colon = line.indexOf(':');
                headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
            var body = text.substring(end + 2, text.length() - 1); // the file ends with a newline, the body does not
            return new RecordedRequest(
                    file.getFileName().toString().replace(".http", ""),
                    first[0],
                    first[1],
                    headers,
                    body.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SignedRequest request() {
        var query = target.indexOf('?');
        return new SignedRequest(
                method,
                query < 0 ? target : target.substring(0, query),
                query < 0 ? "" : target.substring(query + 1),
                header -> headers.getOrDefault(header, List.of()),
                body);
    }

    String header(String header) {
        return headers.get(header).getFirst();
    }

    Instant signedAt() {
        return SigningTime.parse(header("x-amz-date")).orElseThrow().instant();
    }

    /** The service that the recorded scope names. */
    String service() {
        return header("authorization").split("/", -1)[3];
    }

    RecordedRequest withMethod(String method) {
        return new RecordedRequest(name, method, target, headers, body);
    }

    RecordedRequest withTarget(UnaryOperator<String> change) {
        return new RecordedRequest(name, method, change.apply(target), headers, body);
    }

    RecordedRequest withBody(String text) {
        return new RecordedRequest(name, method, target, headers, text.getBytes(UTF_8));
    }

    RecordedRequest withHeader(String header, String... values) {
        var changed = new LinkedHashMap<>(headers);
        changed.put(header, List.of(values));
        return new RecordedRequest(name, method, target, changed, body);
    }

    RecordedRequest withHeader(String header, UnaryOperator<String> change) {
        return withHeader(header, change.apply(header(header)));
    }

    RecordedRequest without(String header) {
        var changed = new LinkedHashMap<>(headers);
        changed.remove(header);
        return new RecordedRequest(name, method, target, changed, body);
    }

    @Override
    public String toString() {
        return name;
    }
}
