package io.coldkeep.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.api.wire.AwsService;
import io.coldkeep.api.wire.Operation;
import io.coldkeep.api.wire.Operations;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about what there is says what there is. */
class ApiCoverageTest extends ServiceTest {

    private static final Path PAGE = Path.of("..", "docs", "api-coverage.md");
    private static final Pattern ROW = Pattern.compile("\\| (\\w+) \\| (done|differs|not yet) \\|(.*)\\|");

    @Test
    void thePageNamesEveryOperationOnce() throws IOException {
        for (var service : AwsService.values()) {
            assertThat(statuses(service).keySet())
                    .isEqualTo(Operations.all().stream()
                            .filter(operation -> operation.service() == service)
                            .map(Operation::name)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void whatThePageCallsDoneHasARouteAndTheRestHasNone() throws IOException {
        var routes = routes();
        for (var operation : Operations.all()) {
            var status = statuses(operation.service()).get(operation.name());
            assertThat(routes.contains(route(operation.method(), operation.path())))
                    .as("%s is %s", operation, status)
                    .isEqualTo(!status.equals("not yet"));
        }
    }

    @Test
    void everyRouteIsThatOfAnOperation() {
        assertThat(Operations.all().stream()
                        .map(operation -> route(operation.method(), operation.path()))
                        .toList())
                .containsAll(routes());
    }

    @Test
    void everyPathIsTakenWithAndWithoutASlashAtItsEnd() throws IOException {
        for (var operation : Operations.all()) {
            if (!statuses(operation.service()).get(operation.name()).equals("not yet")) {
                var path = operation.path().replaceFirst("/$", "").replaceAll("\\{\\w+}", "x%2Fy");
                var without = service.server().send(operation.method(), path, "{}");
                var with = service.server().send(operation.method(), path + "/", "{}");

                assertThat(without.body()).as("%s", operation).doesNotContain("docs/api-coverage.md");
                assertThat(with.statusCode()).as("%s", operation).isEqualTo(without.statusCode());
                assertThat(with.body()).as("%s", operation).isEqualTo(without.body());
            }
        }
    }

    @Test
    void whatDiffersSaysHow() throws IOException {
        for (var line : Files.readAllLines(PAGE)) {
            var row = ROW.matcher(line);
            if (row.matches() && row.group(2).equals("differs")) {
                assertThat(row.group(3)).as(line).isNotBlank();
            }
        }
    }

    /** The routes of AWS's operations, in the words of the services' models. */
    private static Set<String> routes() {
        return service.server()
                .context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD) // Micronaut's own, beside each GET
                .filter(route -> !path(route).startsWith("/coldkeep"))
                .map(route -> route(route.getHttpMethodName(), path(route)))
                .collect(Collectors.toSet());
    }

    private static String path(UriRouteInfo<?, ?> route) {
        return route.getUriMatchTemplate().toPathString();
    }

    private static String route(String method, String path) {
        return method + ' ' + path.replaceFirst("/$", "");
    }

    private static Map<String, String> statuses(AwsService service) throws IOException {
        var heading = switch (service) {
            case EFS -> "## Amazon EFS";
            case BACKUP -> "## AWS Backup";
        };
        var statuses = new TreeMap<String, String>();
        var within = false;
        for (var line : Files.readAllLines(PAGE)) {
            within = line.startsWith("## ") ? line.equals(heading) : within;
            var row = ROW.matcher(line);
            if (within && row.matches()) {
                assertThat(statuses.put(row.group(1), row.group(2))).as(line).isNull();
            }
        }
        return statuses;
    }
}
