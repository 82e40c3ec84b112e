package io.coldkeep.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.coldkeep.persistence.content.StoredVaults;
import io.coldkeep.persistence.content.VaultRecovery;
import io.coldkeep.persistence.content.WarmUp;
import io.coldkeep.persistence.content.blob.s3.S3Access;
import io.coldkeep.persistence.content.blob.s3.S3Archive;
import io.coldkeep.persistence.content.blob.s3.S3Location;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;

/** The rules of the architecture that neither Maven nor the module system can see. */
@AnalyzeClasses(
        packages = "io.coldkeep",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

    /** The tests of other modules come as directories or as jars, depending on how far the build went. */
    static final class NoTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] KERNEL = {
        "io.coldkeep.domain.lifecycle..",
        "io.coldkeep.domain.policy..",
        "io.coldkeep.domain.refusal..",
        "io.coldkeep.domain.arn.."
    };

    @ArchTest
    static final ArchRule rulesKernelStandsAlone = classes()
            .that(resideInAnyPackage(KERNEL))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(KERNEL).or(resideInAPackage("java..")))
            .because("other projects use these rules as a jar");

    @ArchTest
    static final ArchRule nobodyReadsTheWallClock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.coldkeep.app.wiring.ClockFactory")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callConstructor(Date.class)
            .because("time must be able to travel");

    @ArchTest
    static final ArchRule contentStoreHasFewFaces = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.coldkeep.persistence.content..",
                    "io.coldkeep.persistence.sql.content..",
                    "io.coldkeep.app.wiring..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.coldkeep.persistence.content..")
                    .and(not(simpleName("ChunkedContentStore")))
                    .and(not(belongToAnyOf(
                            StoredVaults.class,
                            WarmUp.class,
                            VaultRecovery.class,
                            S3Location.class,
                            S3Access.class,
                            S3Archive.class))))
            .because(
                    "it is used by its port, or read without a catalog; settings say which buckets are meant and how, and who"
                            + " wires it gives it stores, a key and an index");

    @ArchTest
    static final ArchRule catalogKnowsOnlyTheIndexOfTheContentStore = noClasses()
            .that()
            .resideInAPackage("io.coldkeep.persistence.sql.content..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.coldkeep.persistence.content..")
                    .and(not(resideInAPackage("io.coldkeep.persistence.content.index"))))
            .because("it is a port of the content store that the catalog implements");

    @ArchTest
    static final ArchRule apiAndPersistenceDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("io.coldkeep.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.coldkeep.persistence..")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("io.coldkeep.app..");

    @ArchTest
    static final ArchRule wireTypesStopAtTheApi = noClasses()
            .that()
            .resideOutsideOfPackages("io.coldkeep.api..", "io.coldkeep.persistence.content.blob.s3")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule sqlStaysInPersistence = noClasses()
            .that()
            .resideInAnyPackage("io.coldkeep.domain..", "io.coldkeep.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule domainPackagesHaveNoCycles =
            slices().matching("io.coldkeep.domain.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule apiPackagesHaveNoCycles =
            slices().matching("io.coldkeep.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule persistencePackagesHaveNoCycles =
            slices().matching("io.coldkeep.persistence.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule appPackagesHaveNoCycles =
            slices().matching("io.coldkeep.app.(*)..").should().beFreeOfCycles();
}
