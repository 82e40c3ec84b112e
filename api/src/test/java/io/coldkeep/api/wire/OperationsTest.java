package io.coldkeep.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.services.backup.model.BackupRequest;
import software.amazon.awssdk.services.efs.model.EfsRequest;

class OperationsTest {

    private static final String SUFFIX = "RequestMarshaller";

    /** The classes of a package, with the package's full name, of the jar that an anchor class came from. */
    private static List<Class<?>> classes(Class<?> anchor, String packageName) throws Exception {
        var jar =
                URI.create("jar:" + anchor.getProtectionDomain().getCodeSource().getLocation());
        try (var files = FileSystems.newFileSystem(jar, Map.of());
                var entries = Files.list(files.getPath("/" + packageName.replace('.', '/')))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .<Class<?>>map(name -> load(packageName + "." + name.replace(".class", "")))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Operation> ofSdk(AwsService service, Class<?> anchor) throws Exception {
        return classes(anchor, anchor.getPackageName().replace(".model", ".transform")).stream()
                .filter(type -> type.getSimpleName().endsWith(SUFFIX))
                .map(type -> operation(service, type))
                .toList();
    }

    private static Operation operation(AwsService service, Class<?> marshaller) {
        try {
            var field = marshaller.getDeclaredField("SDK_OPERATION_BINDING");
            field.setAccessible(true);
            var info = (OperationInfo) field.get(null);
            return new Operation(
                    service,
                    marshaller.getSimpleName().replace(SUFFIX, ""),
                    info.httpMethod().name(),
                    info.requestUri());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Operation operation) {
        return operation.service() + " " + operation.name() + " " + operation.method() + " " + operation.path();
    }

    @Test
    void knowsEveryOperationOfTheSdk() throws Exception {
        // The SDK spells the JSON in one name as Java does.
        assertThat(Operations.all())
                .usingElementComparator(Comparator.comparing(OperationsTest::text, String.CASE_INSENSITIVE_ORDER))
                .containsAll(ofSdk(AwsService.EFS, EfsRequest.class))
                .containsAll(ofSdk(AwsService.BACKUP, BackupRequest.class));
        assertThat(ofSdk(AwsService.BACKUP, BackupRequest.class)).hasSizeGreaterThan(100);
    }

    @Test
    void findsEveryOperationByItsOwnPathWithAndWithoutATrailingSlash() {
        for (var operation : Operations.all()) {
            var path = operation.path().replaceFirst("\\?.*", "").replaceAll("\\{[^}]*}", "label%2Fwith%3Aslash");
            var name = operation.name();
            // One path with two operations, told apart by a parameter; there is no route for either.
            if (!name.contains("MpaApprovalTeam")) {
                assertThat(Operations.find(operation.method(), path)).contains(operation);
                assertThat(Operations.find(operation.method(), path.replaceFirst("/?$", "/")))
                        .contains(operation);
                assertThat(Operations.find(operation.method(), path.replaceFirst("/$", "")))
                        .contains(operation);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, ''",
        "PATCH, /backup-vaults/v",
        "GET, /backup-vaults/v/recovery-points/r/nothing",
        "GET, /2015-02-01",
        "GET, /2015-02-02/file-systems",
        "get, /backup-vaults",
        "GET, /backup-vaults//recovery-points",
    })
    void findsNothingWhereAwsHasNothing(String method, String path) {
        assertThat(Operations.find(method, path)).isEqualTo(Optional.empty());
    }

    @Test
    void prefersWhatIsSpeltOutToALabel() {
        assertThat(Operations.find("GET", "/2015-02-01/file-systems/replication-configurations"))
                .map(Operation::name)
                .contains("DescribeReplicationConfigurations");
    }

    @Test
    void hasAPlanForEveryModelOfBothServices() throws Exception {
        for (var anchor : List.of(EfsRequest.class, BackupRequest.class)) {
            for (var type : classes(anchor, anchor.getPackageName())) {
                if (SdkPojo.class.isAssignableFrom(type)
                        && !Throwable.class.isAssignableFrom(type)
                        && !Modifier.isAbstract(type.getModifiers())) {
                    assertThat(ModelPlan.of(type.asSubclass(SdkPojo.class)).service())
                            .isEqualTo(AwsService.ofModel(anchor));
                }
            }
        }
    }

    @Test
    void requiresOnlyMembersThatExist() throws IOException {
        for (var line : Resources.lines("required-members.txt")) {
            var words = List.of(line.split(" ", -1));
            var model = load("software.amazon.awssdk.services." + words.get(0).toLowerCase(Locale.ROOT) + ".model."
                    + words.get(1));
            assertThat(ModelPlan.of(model.asSubclass(SdkPojo.class)).required())
                    .extracting(MemberPlan::name)
                    .containsExactlyInAnyOrderElementsOf(words.subList(2, words.size()));
        }
    }
}
