package io.coldkeep.persistence.content.blob.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Buckets in memory, behind as much of the protocol of S3 as object stores are used through: signed requests, ranges, conditional
 * writes, checksums, multipart uploads with their limits, deletion of many, listing by pages, storage classes and thaws, which end
 * when a test says so. Each request may meet a {@link Fault}.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public final class S3TestServer implements AutoCloseable {

    public static final S3Access.Keys KEYS = new S3Access.Keys("TESTKEY", "test secret");
    public static final String REGION = "eu-test-1";

    private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");
    private static final Pattern THAW = Pattern.compile("<Days>([0-9]+)</Days>.*<Tier>([A-Za-z]+)</Tier>");
    private static final int SMALLEST_PART = 5 << 20;
    private static final int MOST_TO_DELETE = 1000;
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");
    private static final Pattern PART =
            Pattern.compile("<Part>(?=.*?<PartNumber>([0-9]+)</PartNumber>)(?=.*?<ETag>([^<]*)</ETag>).*?</Part>");
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ConcurrentSkipListMap<String, byte[]>> buckets = new ConcurrentHashMap<>();
    private final Map<String, Upload> uploads = new ConcurrentSkipListMap<>();
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final Map<Place, String> checksums = new ConcurrentHashMap<>();
    private final Map<Place, Kept> kept = new ConcurrentHashMap<>();
    private final Set<String> undeletable = ConcurrentHashMap.newKeySet();
    private final List<String> operations = new CopyOnWriteArrayList<>();
    private volatile Faults faults = operation -> Fault.NONE;
    private volatile int pageSize = 1000;
    private volatile Conditions conditions = Conditions.KEPT;

    /** What goes wrong with a request. */
    public enum Fault {
        NONE,
        /** 503, and nothing is done. */
        SLOW_DOWN,
        /** 500, and nothing is done. */
        INTERNAL_ERROR,
        /** The connection breaks, and nothing is done. */
        CUT_BEFORE,
        /** It is done, and the connection breaks. */
        CUT_AFTER,
        /** It is done, and the connection breaks in the middle of the answer's body. */
        CUT_BODY,
        /** The upload is not completed, and the answer is a 200 whose body says that. */
        ERROR_IN_SUCCESS,
        /** It is done, and the answer is a 500. */
        ERROR_AFTER
    }

    /** What becomes of If-None-Match. */
    public enum Conditions {
        KEPT,
        /** As if it were not there. */
        IGNORED,
        /** 501: the service knows that it does not know it. */
        REFUSED
    }

    /** Decides what goes wrong with each request, by the name of its operation. */
    @FunctionalInterface
    public interface Faults {
        Fault of(String operation);
    }

    private record Part(byte[] bytes, String tag, byte[] crc) {}

    private record Place(String bucket, String key) {}

    private enum Frost {
        NONE,
        FROZEN,
        THAWING,
        THAWED
    }

    /** How an object is kept whose storage class was given. */
    private record Kept(String storageClass, Frost frost) {

        static final Kept STANDARD = new Kept("STANDARD", Frost.NONE);

        static Kept in(String storageClass) {
            return new Kept(storageClass, ARCHIVES.contains(storageClass) ? Frost.FROZEN : Frost.NONE);
        }

        boolean isReadable() {
            return frost == Frost.NONE || frost == Frost.THAWED;
        }

        Kept in(Frost other) {
            return new Kept(storageClass, other);
        }
    }

    private static final class Upload {
        private final String bucket;
        private final String key;
        private final Instant initiated;
        private final String storageClass;
        private final NavigableMap<Integer, Part> parts = new ConcurrentSkipListMap<>();

        Upload(String bucket, String key, Instant initiated, String storageClass) {
            this.storageClass = storageClass;
            this.bucket = bucket;
            this.key = key;
            this.initiated = initiated;
        }
    }

    private record Answer(int status, Map<String, String> headers, byte[] body) {

        static Answer empty(int status) {
            return new Answer(status, Map.of(), new byte[0]);
        }

        static Answer xml(String body) {
            return new Answer(200, Map.of("Content-Type", "application/xml"), utf8(XML + body));
        }
    }

    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    /** What the protocol says no with. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refusal(int status, String code) {
            super(code);
            this.status = status;
            this.code = code;
        }

        Answer answer() {
            return new Answer(
                    status,
                    Map.of("Content-Type", "application/xml"),
                    utf8(XML + "<Error><Code>" + code + "</Code><Message>said the test</Message></Error>"));
        }
    }

    /** A request that has been read. */
    private record Request(
            String method, String bucket, String key, Map<String, String> query, HttpExchange exchange, byte[] body) {

        Optional<String> header(String name) {
            return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
        }

        Place place() {
            return new Place(bucket, key);
        }

        String operation() {
            if (key.isEmpty()) {
                return switch (method) {
                    case "GET" -> query.containsKey("uploads") ? "ListMultipartUploads" : "ListObjectsV2";
                    case "POST" -> query.containsKey("delete") ? "DeleteObjects" : "unknown";
                    default -> "unknown";
                };
            }
            var ofUpload = query.containsKey("uploadId");
            return switch (method) {
                case "HEAD" -> "HeadObject";
                case "GET" -> "GetObject";
                case "PUT" -> ofUpload ? "UploadPart" : "PutObject";
                case "DELETE" -> ofUpload ? "AbortMultipartUpload" : "DeleteObject";
                case "POST" ->
                    ofUpload
                            ? "CompleteMultipartUpload"
                            : query.containsKey("uploads")
                                    ? "CreateMultipartUpload"
                                    : query.containsKey("restore") ? "RestoreObject" : "unknown";
                default -> "unknown";
            };
        }
    }

    /** A server on a free port of the loopback address, with buckets of these names. */
    public S3TestServer(String... names) throws IOException {
        for (var name : names) {
            buckets.put(name, new ConcurrentSkipListMap<>());
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How clients get here. */
    public S3Access access() {
        return new S3Access(Optional.of(endpoint()), Optional.of(REGION), Optional.of(KEYS), true);
    }

    /** The objects of a bucket by key; to be changed only to damage them. */
    public NavigableMap<String, byte[]> objects(String bucket) {
        return Optional.ofNullable(buckets.get(bucket)).orElseThrow();
    }

    /** The storage class of an object. */
    public String storageClass(String bucket, String key) {
        return kept(new Place(bucket, key)).storageClass;
    }

    private Kept kept(Place place) {
        return kept.getOrDefault(place, Kept.STANDARD);
    }

    /** The keys of the objects in a bucket that are being thawed. */
    public Set<String> thawing(String bucket) {
        return kept.entrySet().stream()
                .filter(object -> object.getKey().bucket.equals(bucket) && object.getValue().frost == Frost.THAWING)
                .map(object -> object.getKey().key)
                .collect(Collectors.toSet());
    }

    /** Ends all thaws. */
    public void finishThaws() {
        change(Frost.THAWING, Frost.THAWED);
    }

    /** Ends the days for which what was thawed can be read. */
    public void freezeAgain() {
        change(Frost.THAWED, Frost.FROZEN);
    }

    private void change(Frost from, Frost to) {
        kept.replaceAll((place, object) -> object.frost == from ? object.in(to) : object);
    }

    /** The keys of uploads that have been begun and neither completed nor aborted. */
    public List<String> uploads() {
        return uploads.values().stream().map(upload -> upload.key).toList();
    }

    /** Begins an upload that was begun so long ago. */
    public void abandonUpload(String bucket, String key, Duration ago) {
        uploads.put(
                UUID.randomUUID().toString(),
                new Upload(bucket, key, Instant.now().minus(ago), Kept.STANDARD.storageClass));
    }

    /** What has been asked for since the start or {@link #forgetOperations}. */
    public List<String> operations() {
        return List.copyOf(operations);
    }

    public void forgetOperations() {
        operations.clear();
        read.clear();
    }

    /** The keys of objects that something was read of since then. */
    public Set<String> read() {
        return Set.copyOf(read);
    }

    public void setFaults(Faults faults) {
        this.faults = faults;
    }

    /** Refuses to delete that one. */
    public void protect(String key) {
        undeletable.add(key);
    }

    public void setConditions(Conditions conditions) {
        this.conditions = conditions;
    }

    /** How many objects or uploads a page lists at most. */
    public void setPageSize(int size) {
        pageSize = size;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = read(exchange);
            operations.add(request.operation());
            var fault = faults.of(request.operation());
            var answer = switch (fault) {
                case CUT_BEFORE -> null;
                case SLOW_DOWN -> new Refusal(503, "SlowDown").answer();
                case INTERNAL_ERROR -> new Refusal(500, "InternalError").answer();
                case ERROR_IN_SUCCESS ->
                    Answer.xml("<Error><Code>InternalError</Code><Message>said the test</Message></Error>");
                case ERROR_AFTER -> {
                    answer(request);
                    yield new Refusal(500, "InternalError").answer();
                }
                default -> answer(request);
            };
            if (answer != null && fault != Fault.CUT_AFTER) {
                send(exchange, answer, fault == Fault.CUT_BODY);
            }
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var slash = path.indexOf('/', 1);
        var query = new TreeMap<String, String>();
        for (var pair : Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                .orElse("")
                .split("&", -1)) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                query.put(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return new Request(
                exchange.getRequestMethod(),
                slash < 0 ? path.substring(1) : path.substring(1, slash),
                slash < 0 ? "" : path.substring(slash + 1),
                query,
                exchange,
                exchange.getRequestBody().readAllBytes());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, Answer answer, boolean cut) throws IOException {
        answer.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.getResponseHeaders().set("x-amz-request-id", "TEST");
        if (exchange.getRequestMethod().equals("HEAD") || answer.body.length == 0) {
            exchange.sendResponseHeaders(answer.status, -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status, answer.body.length);
        exchange.getResponseBody().write(answer.body, 0, cut ? answer.body.length / 2 : answer.body.length);
        exchange.getResponseBody().flush();
    }

    private Answer answer(Request request) {
        try {
            if (!new SignatureCheck(KEYS.id(), KEYS.secret()).holds(request.exchange, request.body)) {
                throw new Refusal(403, "SignatureDoesNotMatch");
            }
            var objects = buckets.get(request.bucket);
            if (objects == null) {
                throw new Refusal(404, "NoSuchBucket");
            }
            return switch (request.operation()) {
                case "ListObjectsV2" -> list(request, objects);
                case "ListMultipartUploads" -> listUploads(request);
                case "DeleteObjects" -> deleteMany(request, objects);
                case "HeadObject" -> head(request, objects);
                case "GetObject" -> get(request, objects);
                case "PutObject" -> put(request, objects);
                case "DeleteObject" -> delete(request, objects);
                case "CreateMultipartUpload" -> begin(request);
                case "UploadPart" -> uploadPart(request);
                case "CompleteMultipartUpload" -> complete(request, objects);
                case "AbortMultipartUpload" -> abort(request);
                case "RestoreObject" -> thaw(request, objects);
                default -> throw new Refusal(405, "MethodNotAllowed");
            };
        } catch (Refusal e) {
            return e.answer();
        }
    }

    private static byte[] object(Request request, Map<String, byte[]> objects) {
        return Optional.ofNullable(objects.get(request.key)).orElseThrow(() -> new Refusal(404, "NoSuchKey"));
    }

    private Answer head(Request request, Map<String, byte[]> objects) {
        var headers = new TreeMap<String, String>();
        headers.put("Content-Length", String.valueOf(object(request, objects).length));
        if (request.header("x-amz-checksum-mode").equals(Optional.of("ENABLED"))
                && checksums.containsKey(request.place())) {
            headers.put("x-amz-checksum-crc32c", checksums.get(request.place()));
        }
        var object = kept(request.place());
        if (!object.equals(Kept.STANDARD)) {
            headers.put("x-amz-storage-class", object.storageClass);
        }
        switch (object.frost) {
            case THAWING -> headers.put("x-amz-restore", "ongoing-request=\"true\"");
            case THAWED ->
                headers.put(
                        "x-amz-restore", "ongoing-request=\"false\", expiry-date=\"Fri, 21 Dec 2040 00:00:00 GMT\"");
            case NONE, FROZEN -> {}
        }
        return new Answer(200, headers, new byte[0]);
    }

    private Answer thaw(Request request, Map<String, byte[]> objects) {
        object(request, objects);
        var asked = THAW.matcher(new String(request.body, StandardCharsets.UTF_8));
        var object = kept(request.place());
        if (!asked.find()) {
            throw new Refusal(400, "MalformedXML");
        }
        if (object.frost == Frost.NONE
                || (object.storageClass.equals("DEEP_ARCHIVE") && asked.group(2).equals("Expedited"))) {
            throw new Refusal(403, "InvalidObjectState");
        }
        if (object.frost == Frost.THAWING) {
            throw new Refusal(409, "RestoreAlreadyInProgress");
        }
        kept.put(request.place(), object.in(object.frost == Frost.FROZEN ? Frost.THAWING : Frost.THAWED));
        return Answer.empty(object.frost == Frost.FROZEN ? 202 : 200);
    }

    private Answer get(Request request, Map<String, byte[]> objects) {
        var bytes = object(request, objects);
        if (!kept(request.place()).isReadable()) {
            throw new Refusal(403, "InvalidObjectState");
        }
        read.add(request.key);
        var range = RANGE.matcher(request.header("Range").orElse(""));
        if (!range.matches()) {
            return new Answer(200, Map.of(), bytes);
        }
        var from = Long.parseLong(range.group(1));
        if (from >= bytes.length) {
            throw new Refusal(416, "InvalidRange");
        }
        var last = Math.min(Long.parseLong(range.group(2)), bytes.length - 1);
        return new Answer(
                206,
                Map.of("Content-Range", "bytes %d-%d/%d".formatted(from, last, bytes.length)),
                Arrays.copyOfRange(bytes, (int) from, (int) last + 1));
    }

    private static byte[] crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    }

    private static void requireChecksum(Request request) {
        var sum = crc(request.body);
        var stated = request.header("x-amz-checksum-crc32c").orElseThrow(() -> new Refusal(400, "MissingChecksum"));
        if (!stated.equals(Base64.getEncoder().encodeToString(sum))) {
            throw new Refusal(400, "BadDigest");
        }
    }

    private static String storageClass(Request request) {
        return request.header("x-amz-storage-class").orElse(Kept.STANDARD.storageClass);
    }

    private void keep(Request request, Map<String, byte[]> objects, byte[] bytes, String storageClass) {
        var isConditional = request.header("If-None-Match").equals(Optional.of("*"));
        if (isConditional && conditions == Conditions.REFUSED) {
            throw new Refusal(501, "NotImplemented");
        }
        if (!isConditional || conditions == Conditions.IGNORED) {
            objects.put(request.key, bytes);
        } else if (objects.putIfAbsent(request.key, bytes) != null) {
            throw new Refusal(412, "PreconditionFailed");
        }
        kept.put(request.place(), Kept.in(storageClass));
    }

    private Answer put(Request request, Map<String, byte[]> objects) {
        requireChecksum(request);
        keep(request, objects, request.body, storageClass(request));
        return new Answer(200, Map.of("ETag", tag(request.body)), new byte[0]);
    }

    private Answer delete(Request request, Map<String, byte[]> objects) {
        if (undeletable.contains(request.key)) {
            throw new Refusal(403, "AccessDenied");
        }
        objects.remove(request.key);
        return Answer.empty(204);
    }

    private Answer deleteMany(Request request, Map<String, byte[]> objects) {
        if (request.header("Content-MD5").isEmpty()
                && request.header("x-amz-sdk-checksum-algorithm").isEmpty()) {
            throw new Refusal(400, "InvalidRequest");
        }
        var keys = KEY.matcher(new String(request.body, StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group(1))
                .toList();
        if (keys.size() > MOST_TO_DELETE) {
            throw new Refusal(400, "MalformedXML");
        }
        var errors = new StringBuilder();
        for (var key : keys) {
            if (undeletable.contains(key)) {
                errors.append("<Error><Key>%s</Key><Code>AccessDenied</Code><Message>said the test</Message></Error>"
                        .formatted(key));
            } else {
                objects.remove(key);
            }
        }
        return Answer.xml("<DeleteResult>" + errors + "</DeleteResult>");
    }

    private Answer list(Request request, NavigableMap<String, byte[]> objects) {
        var prefix = request.query.getOrDefault("prefix", "");
        var after = request.query.getOrDefault("continuation-token", "");
        var most = Math.min(pageSize, Integer.parseInt(request.query.getOrDefault("max-keys", "1000")));
        var found = new LinkedHashMap<String, Integer>();
        var isTruncated = false;
        for (var object : objects.tailMap(after.isEmpty() ? prefix : after, after.isEmpty())
                .entrySet()) {
            if (!object.getKey().startsWith(prefix)) {
                break;
            }
            if (found.size() == most) {
                isTruncated = true;
                break;
            }
            found.put(object.getKey(), object.getValue().length);
        }
        var xml = new StringBuilder("<ListBucketResult><IsTruncated>" + isTruncated + "</IsTruncated>");
        var withThaws = request.header("x-amz-optional-object-attributes").equals(Optional.of("RestoreStatus"));
        found.forEach((key, size) -> {
            var object = kept(new Place(request.bucket, key));
            xml.append("<Contents><Key>%s</Key><Size>%d</Size><StorageClass>%s</StorageClass>%s</Contents>"
                    .formatted(encoded(key), size, object.storageClass, withThaws ? thawOf(object) : ""));
        });
        if (isTruncated) {
            xml.append("<NextContinuationToken>%s</NextContinuationToken>"
                    .formatted(List.copyOf(found.keySet()).getLast()));
        }
        return Answer.xml(xml.append("<EncodingType>url</EncodingType></ListBucketResult>")
                .toString());
    }

    private static String thawOf(Kept object) {
        return switch (object.frost) {
            case NONE, FROZEN -> "";
            case THAWING -> "<RestoreStatus><IsRestoreInProgress>true</IsRestoreInProgress></RestoreStatus>";
            case THAWED ->
                "<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress>"
                        + "<RestoreExpiryDate>2040-12-21T00:00:00.000Z</RestoreExpiryDate></RestoreStatus>";
        };
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    private Answer listUploads(Request request) {
        var prefix = request.query.getOrDefault("prefix", "");
        var after = request.query.getOrDefault("upload-id-marker", "");
        var found = new ArrayList<Map.Entry<String, Upload>>();
        for (var upload : uploads.entrySet()) {
            if (upload.getKey().compareTo(after) > 0
                    && upload.getValue().bucket.equals(request.bucket)
                    && upload.getValue().key.startsWith(prefix)) {
                found.add(upload);
            }
        }
        var page = found.subList(0, Math.min(found.size(), pageSize));
        var xml = new StringBuilder(
                "<ListMultipartUploadsResult><IsTruncated>%s</IsTruncated>".formatted(page.size() < found.size()));
        for (var upload : page) {
            xml.append("<Upload><Key>%s</Key><UploadId>%s</UploadId><Initiated>%s</Initiated></Upload>"
                    .formatted(upload.getValue().key, upload.getKey(), upload.getValue().initiated));
        }
        if (page.size() < found.size()) {
            xml.append("<NextKeyMarker>%s</NextKeyMarker><NextUploadIdMarker>%s</NextUploadIdMarker>"
                    .formatted(page.getLast().getValue().key, page.getLast().getKey()));
        }
        return Answer.xml(xml.append("</ListMultipartUploadsResult>").toString());
    }

    private Answer begin(Request request) {
        var id = UUID.randomUUID().toString();
        uploads.put(id, new Upload(request.bucket, request.key, Instant.now(), storageClass(request)));
        return Answer.xml(
                "<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
    }

    private Upload upload(Request request) {
        return Optional.ofNullable(uploads.get(request.query.get("uploadId")))
                .filter(upload -> upload.key.equals(request.key) && upload.bucket.equals(request.bucket))
                .orElseThrow(() -> new Refusal(404, "NoSuchUpload"));
    }

    private Answer uploadPart(Request request) {
        requireChecksum(request);
        var tag = tag(request.body);
        upload(request)
                .parts
                .put(Integer.valueOf(request.query.get("partNumber")), new Part(request.body, tag, crc(request.body)));
        return new Answer(200, Map.of("ETag", tag), new byte[0]);
    }

    private Answer complete(Request request, Map<String, byte[]> objects) {
        var upload = upload(request);
        var listed = PART.matcher(new String(request.body, StandardCharsets.UTF_8))
                .results()
                .toList();
        if (listed.isEmpty()) {
            throw new Refusal(400, "MalformedXML");
        }
        var whole = new ByteArrayOutputStream();
        var crcs = new ByteArrayOutputStream();
        for (var i = 0; i < listed.size(); i++) {
            var part = upload.parts.get(Integer.valueOf(listed.get(i).group(1)));
            if (part == null || !part.tag.equals(listed.get(i).group(2).replace("&quot;", "\""))) {
                throw new Refusal(400, "InvalidPart");
            }
            if (part.bytes.length < SMALLEST_PART && i < listed.size() - 1) {
                throw new Refusal(400, "EntityTooSmall");
            }
            whole.writeBytes(part.bytes);
            crcs.writeBytes(part.crc);
        }
        keep(request, objects, whole.toByteArray(), upload.storageClass);
        checksums.put(
                request.place(), Base64.getEncoder().encodeToString(crc(crcs.toByteArray())) + "-" + listed.size());
        uploads.remove(request.query.get("uploadId"));
        return Answer.xml(
                "<CompleteMultipartUploadResult><Key>" + request.key + "</Key></CompleteMultipartUploadResult>");
    }

    private Answer abort(Request request) {
        upload(request);
        uploads.remove(request.query.get("uploadId"));
        return Answer.empty(204);
    }

    private static String tag(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(bytes);
            return "\"" + HexFormat.of().formatHex(digest).toLowerCase(Locale.ROOT) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
