package io.coldkeep.app.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks over connections that stay open, one request at a time on each. One thread with a selector serves them all and reads
 * no more of an answer than its status and where it ends, since it shares the processors with what it measures.
 */
final class LoadGenerator {

    private static final byte[] HEADERS_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int BUFFER = 64 * 1024;

    /** How long the last answers may take before the service counts as stuck. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final InetSocketAddress address;

    LoadGenerator(URI endpoint) {
        this.address = new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
    }

    /** Sends for that long, and then waits for the answers that are still to come, which count too. */
    Measurement run(List<List<byte[]>> lanes, Duration duration) throws IOException {
        var connections = new ArrayList<Connection>();
        try (var selector = Selector.open()) {
            for (var requests : lanes) {
                connections.add(new Connection(address, selector, requests));
            }
            var latencies = new Latencies();
            var begin = System.nanoTime();
            for (var connection : connections) {
                connection.send();
            }
            var open = connections.size();
            while (open > 0) {
                selector.select(PATIENCE.toMillis());
                var now = System.nanoTime();
                if (selector.selectedKeys().isEmpty()) {
                    throw new IOException("no answer for " + PATIENCE);
                }
                for (var key : selector.selectedKeys()) {
                    var connection = (Connection) key.attachment();
                    if (connection.answered()) {
                        latencies.add(System.nanoTime() - connection.sentAt);
                        if (now - begin < duration.toNanos()) {
                            connection.send();
                        } else {
                            open--;
                        }
                    }
                }
                selector.selectedKeys().clear();
            }
            var took = Duration.ofNanos(System.nanoTime() - begin);
            return new Measurement(
                    took,
                    latencies,
                    connections.stream()
                            .mapToInt(connection -> connection.errors)
                            .sum(),
                    connections.stream().map(connection -> connection.count).toList());
        } finally {
            for (var connection : connections) {
                connection.channel.close();
            }
        }
    }

    /** One client. */
    private static final class Connection {
        private final SocketChannel channel;
        private final List<ByteBuffer> requests;
        private final byte[] answer = new byte[BUFFER];
        private final ByteBuffer received = ByteBuffer.wrap(answer);
        private int end;
        private int count;
        private int errors;
        private long sentAt;

        Connection(InetSocketAddress address, Selector selector, List<byte[]> requests) throws IOException {
            this.channel = SocketChannel.open(address);
            this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            this.channel.configureBlocking(false);
            this.channel.register(selector, SelectionKey.OP_READ, this);
            this.requests = requests.stream().map(Connection::direct).toList();
        }

        private static ByteBuffer direct(byte[] bytes) {
            return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        }

        void send() throws IOException {
            var request = requests.get(count % requests.size()).rewind();
            received.clear();
            end = 0;
            sentAt = System.nanoTime();
            while (request.hasRemaining()) { // once: the socket's buffer is empty and larger than a request
                channel.write(request);
            }
        }

        /** Reads what has come; answers whether that is all of it. */
        boolean answered() throws IOException {
            if (channel.read(received) < 0) {
                throw new IOException("the service closed a connection after " + count + " answers");
            }
            if (end == 0) {
                end = findEnd();
            }
            if (end == 0 || received.position() < end) {
                return false;
            }
            count++;
            if (answer[STATUS_AT] != '2') {
                errors++;
            }
            return true;
        }

        /** Where the answer ends; 0 as long as its headers are not there. */
        private int findEnd() throws IOException {
            var length = received.position();
            var headersEnd = indexOf(HEADERS_END, 0, length);
            if (headersEnd < 0) {
                return 0;
            }
            var at = indexOf(CONTENT_LENGTH, 0, headersEnd);
            if (at < 0) {
                throw new IOException("an answer without Content-Length: "
                        + new String(answer, 0, headersEnd, StandardCharsets.ISO_8859_1));
            }
            var body = 0;
            for (var i = at + CONTENT_LENGTH.length; answer[i] != '\r'; i++) {
                if (answer[i] != ' ') {
                    body = body * 10 + answer[i] - '0';
                }
            }
            return headersEnd + HEADERS_END.length + body;
        }

        /** @param lowerCase letters are found in either case */
        private int indexOf(byte[] lowerCase, int from, int to) {
            for (var i = from; i <= to - lowerCase.length; i++) {
                var j = 0;
                while (j < lowerCase.length && lower(answer[i + j]) == lowerCase[j]) {
                    j++;
                }
                if (j == lowerCase.length) {
                    return i;
                }
            }
            return -1;
        }

        private static int lower(byte b) {
            return b >= 'A' && b <= 'Z' ? b + 'a' - 'A' : b;
        }
    }
}
