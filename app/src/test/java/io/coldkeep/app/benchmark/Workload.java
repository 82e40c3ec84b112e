package io.coldkeep.app.benchmark;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.SdkHttpMethod;

/** What is asked of the service: for each connection requests that it sends in turn, again and again, signed beforehand. */
final class Workload {

    /** How many different lifecycles a recovery point is given in turn; the first of a round differs from the last one's. */
    private static final int LIFECYCLES = 5;

    private static final int MAX_DAYS = 36_500;

    enum Kind {
        /** Signed, but answered without the catalog: what every request costs. */
        SUPPORTED_TYPES("GetSupportedResourceTypes"),
        DESCRIBE("DescribeRecoveryPoint"),
        UPDATE("UpdateRecoveryPointLifecycle");

        final String operation;

        Kind(String operation) {
            this.operation = operation;
        }
    }

    /** One connection's: the requests, and for each the recovery point and the days that it sets, if it does. */
    private record Lane(List<byte[]> requests, List<String> points, List<Long> days) {

        Lane() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void add(byte[] request, String point, long day) {
            requests.add(request);
            points.add(point);
            days.add(day);
        }
    }

    private final List<Lane> lanes;

    private Workload(List<Lane> lanes) {
        this.lanes = lanes;
    }

    /** Signs now; the signatures hold for a quarter of an hour. */
    static Workload of(Kind kind, Client client, List<String> points, int connections, int round) {
        return new Workload(IntStream.range(0, connections)
                .mapToObj(connection -> {
                    var own = IntStream.range(0, points.size())
                            .filter(i -> i % connections == connection)
                            .mapToObj(points::get)
                            .toList();
                    return lane(kind, client, own, round);
                })
                .toList());
    }

    /** No recovery point belongs to two connections, so that no update has to be tried again for another's sake. */
    private static Lane lane(Kind kind, Client client, List<String> points, int round) {
        var lane = new Lane();
        switch (kind) {
            case SUPPORTED_TYPES -> lane.add(client.signed(SdkHttpMethod.GET, "/supported-resource-types", ""), "", 0);
            case DESCRIBE ->
                points.forEach(point -> lane.add(client.signed(SdkHttpMethod.GET, path(point), ""), point, 0));
            case UPDATE -> {
                for (var i = 0; i < LIFECYCLES; i++) {
                    var days = 1000 + (round * LIFECYCLES + i) % (MAX_DAYS - 1000);
                    var body = "{\"Lifecycle\":{\"MoveToColdStorageAfterDays\":%d,\"DeleteAfterDays\":%d}}"
                            .formatted(days - 200, days);
                    points.forEach(
                            point -> lane.add(client.signed(SdkHttpMethod.POST, path(point), body), point, days));
                }
            }
        }
        return lane;
    }

    private static String path(String point) {
        return "/backup-vaults/" + Client.VAULT + "/recovery-points/"
                + URLEncoder.encode(point, StandardCharsets.UTF_8);
    }

    List<List<byte[]>> requests() {
        return lanes.stream().map(Lane::requests).toList();
    }

    /** For each recovery point the days that the last answered update set, given how many each connection got answered. */
    Map<String, Long> lastDays(List<Integer> answered) {
        var last = new HashMap<String, Long>();
        for (var connection = 0; connection < lanes.size(); connection++) {
            var lane = lanes.get(connection);
            var count = answered.get(connection);
            for (var i = Math.max(0, count - lane.points.size()); i < count; i++) {
                var index = i % lane.points.size();
                last.put(lane.points.get(index), lane.days.get(index));
            }
        }
        return last;
    }
}
