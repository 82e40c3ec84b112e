package io.coldkeep.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coldkeep.domain.access.PolicyText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
    void readsSourceRootsSeparatedByCommas() {
        var settings = new Settings(
                "data",
                "sigv4",
                "123456789012",
                null,
                null,
                "system",
                " /srv , /home ,",
                null,
                Duration.ofSeconds(3),
                null);

        assertThat(settings.adoptableRoots()).containsExactly(Path.of("/srv"), Path.of("/home"));
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
                "data", "sigv4", "123456789012", null, null, "system", null, null, Duration.ofSeconds(3), policy);
    }

    private static Settings settings(String auth, String clock, @Nullable String key, @Nullable String secret) {
        return new Settings("data", auth, "123456789012", key, secret, clock, null, null, Duration.ofSeconds(3), null);
    }
}
