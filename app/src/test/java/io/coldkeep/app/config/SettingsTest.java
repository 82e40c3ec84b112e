package io.coldkeep.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.access.PolicyText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void keepsTheCatalogInAFileOfTheDataDirectory() {
        var settings = EnvironmentSettings.of(Map.of("COLDKEEP_DATA_DIR", "data"));

        assertThat(settings.get("datasources.default.url").toString())
                .startsWith(
                        "jdbc:h2:file:" + Path.of("data").toAbsolutePath().resolve("catalog") + ";MODE=PostgreSQL;");
    }

    @Test
    void takesAPostgresqlInstead() {
        var settings = EnvironmentSettings.of(Map.of(
                "COLDKEEP_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1/coldkeep",
                "COLDKEEP_DATASOURCE_USERNAME", "keeper",
                "COLDKEEP_DATASOURCE_PASSWORD", "hush"));

        assertThat(settings)
                .containsAllEntriesOf(Map.of(
                        "datasources.default.url", "jdbc:postgresql://127.0.0.1/coldkeep",
                        "datasources.default.username", "keeper",
                        "datasources.default.password", "hush"));
    }

    @Test
    void namesTheSettingAndTheWordsItMayBe() {
        assertThatThrownBy(() -> settings("maybe", "system", null, null))
                .hasMessage("COLDKEEP_AUTH must be one of sigv4, none, was 'maybe'");
        assertThatThrownBy(() -> settings("none", "sundial", null, null))
                .hasMessage("COLDKEEP_CLOCK must be one of system, virtual, was 'sundial'");
    }

    @Test
    void takesAVariableWithoutAValueForOneThatIsNotSet() {
        var settings = EnvironmentSettings.of(
                Map.of("COLDKEEP_HOST", "", "COLDKEEP_PORT", " ", "COLDKEEP_DATASOURCE_URL", ""));

        assertThat(settings)
                .containsEntry("micronaut.server.host", "127.0.0.1")
                .containsEntry("micronaut.server.port", 4590);
        assertThat(settings.get("datasources.default.url").toString()).startsWith("jdbc:h2:file:");
        assertThat(settings("sigv4", "system", "", "").configuredAccessKeyId()).isEmpty();
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> EnvironmentSettings.of(Map.of("COLDKEEP_PORT", "abc")))
                .hasMessage("COLDKEEP_PORT must be 0 to 65535, was 'abc'");
        assertThatThrownBy(() -> EnvironmentSettings.of(Map.of("COLDKEEP_PORT", "65536")))
                .hasMessage("COLDKEEP_PORT must be 0 to 65535, was '65536'");
    }

    @Test
    void wantsKeyAndSecretTogether() {
        assertThatThrownBy(() -> settings("sigv4", "system", "KEY", null)).hasMessageContaining("together");
        assertThat(settings("sigv4", "system", "KEY", "hush").toString()).doesNotContain("hush");
    }

    @Test
    void takesAMasterKeyOrNone() {
        assertThat(withMasterKey(null).configuredMasterKey()).isEmpty();
        assertThat(withMasterKey(" ").configuredMasterKey()).isEmpty();
        assertThat(withMasterKey(" " + "0123456789abcdefABCDEF9876543210".repeat(2) + "\n")
                        .configuredMasterKey())
                .contains("0123456789abcdefABCDEF9876543210".repeat(2));
        assertThat(withMasterKey("0".repeat(64)).toString()).doesNotContain("0".repeat(64));
    }

    /** The message does not say what it was: it may be a key with one digit too many. */
    @ParameterizedTest
    @ValueSource(ints = {1, 32, 63, 65, 128})
    void refusesAMasterKeyThatIsNone(int digits) {
        assertThatThrownBy(() -> withMasterKey("7".repeat(digits)))
                .isInstanceOf(CannotStart.class)
                .hasMessage("COLDKEEP_MASTER_KEY must be 64 hexadecimal digits");
        assertThatThrownBy(() -> withMasterKey("7".repeat(63) + "g")).isInstanceOf(CannotStart.class);
    }

    private static Settings withMasterKey(@Nullable String key) {
        return new Settings("data", "sigv4", "123456789012", null, null, "system", null, null, null, key, null, null);
    }

    @Test
    void readsSourceRootsSeparatedByCommas() {
        var settings = new Settings(
                "data", "sigv4", "123456789012", null, null, "system", " /srv , /home ,", null, null, null, null, null);

        assertThat(settings.adoptableRoots()).containsExactly(Path.of("/srv"), Path.of("/home"));
    }

    @Test
    void readsTwentyMebibytesASecondToFindDamageUnlessToldOtherwise() {
        assertThat(withScrubRate(null).scrubRateInBytes()).isEqualTo(20 << 20);
        assertThat(withScrubRate(" ").scrubRateInBytes()).isEqualTo(20 << 20);
        assertThat(withScrubRate("1").scrubRateInBytes()).isEqualTo(1 << 20);
        assertThat(withScrubRate("9999").scrubRateInBytes()).isEqualTo(9999L << 20);
        assertThatThrownBy(() -> withScrubRate("0"))
                .hasMessage("COLDKEEP_SCRUB_RATE must be 1 to 9999 (MiB a second), was '0'");
        assertThatThrownBy(() -> withScrubRate("1MB")).isInstanceOf(CannotStart.class);
    }

    private static Settings withScrubRate(@Nullable String rate) {
        return new Settings("data", "sigv4", "123456789012", null, null, "system", null, null, null, null, rate, null);
    }

    @Test
    void givesTheAutomaticVaultAwssPolicyUnlessToldNotTo() {
        assertThat(withAutomaticVaultPolicy(null).policyOfAutomaticVault()).contains(PolicyText.OF_AUTOMATIC_VAULT);
        assertThat(withAutomaticVaultPolicy(" ").policyOfAutomaticVault()).contains(PolicyText.OF_AUTOMATIC_VAULT);
        assertThat(withAutomaticVaultPolicy("default").policyOfAutomaticVault())
                .contains(PolicyText.OF_AUTOMATIC_VAULT);
        assertThat(withAutomaticVaultPolicy("none").policyOfAutomaticVault()).isEmpty();
        assertThatThrownBy(() -> withAutomaticVaultPolicy("deny"))
                .hasMessage("COLDKEEP_AUTOMATIC_VAULT_POLICY must be one of default, none, was 'deny'");
    }

    private static Settings withAutomaticVaultPolicy(@Nullable String policy) {
        return new Settings(
                "data", "sigv4", "123456789012", null, null, "system", null, null, null, null, null, policy);
    }

    @Test
    void runsAsManyJobsAsThereAreProcessorsUnlessToldOtherwise() {
        assertThat(work(null, null).jobsAtATime())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(work("", null).jobsAtATime()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(work("1", null).jobsAtATime()).isEqualTo(1);
        assertThat(work("9999", null).jobsAtATime()).isEqualTo(9999);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10000", "two", "1.5"})
    void refusesANumberOfJobsThatIsNone(String workers) {
        assertThatThrownBy(() -> work(workers, null))
                .hasMessage("COLDKEEP_WORKERS must be 1 to 9999, was '" + workers + "'");
    }

    @Test
    void readsTheHeartbeatInSecondsAndMilliseconds() {
        assertThat(work(null, null).heartbeatInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(work(null, " ").heartbeatInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(work(null, "100ms").heartbeatInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(work(null, "60s").heartbeatInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(work(null, "2s").deadAfter()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "3", "0s", "99ms", "61s", "1m", "PT3S", "-3s", "3 s", "99999999999s"})
    void refusesAHeartbeatThatIsNone(String heartbeat) {
        assertThatThrownBy(() -> work(null, heartbeat))
                .hasMessage("COLDKEEP_HEARTBEAT must be 100ms to 60s, was '" + heartbeat + "'");
    }

    private static Settings settings(String auth, String clock, @Nullable String key, @Nullable String secret) {
        return new Settings("data", auth, "123456789012", key, secret, clock, null, null, null, null, null, null);
    }

    private static Settings work(@Nullable String workers, @Nullable String heartbeat) {
        return new Settings(
                "data", "sigv4", "123456789012", null, null, "system", null, workers, heartbeat, null, null, null);
    }
}
