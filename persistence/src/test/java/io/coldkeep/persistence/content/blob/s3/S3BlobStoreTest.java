package io.coldkeep.persistence.content.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.coldkeep.persistence.content.blob.ArchivedBlobException;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.blob.BlobStore;
import io.coldkeep.persistence.content.blob.BlobStoreContract;
import io.coldkeep.persistence.content.blob.NoSuchBlobException;
import io.coldkeep.persistence.content.blob.OtherBytesException;
import io.coldkeep.persistence.content.blob.s3.S3TestServer.Conditions;
import io.coldkeep.persistence.content.blob.s3.S3TestServer.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract, and what goes wrong between a store and its bucket. */
class S3BlobStoreTest extends BlobStoreContract {

    private static final BlobName NAME = new BlobName("vaults/v-1/packs/0a/b-1.pack");
    private static final S3Location LOCATION = new S3Location("bucket", "some/prefix");
    private static final String KEY = "some/prefix/" + NAME;
    private static final S3Service.Patience IMPATIENT =
            new S3Service.Patience(4, Duration.ofMillis(1), Duration.ofMillis(5));

    private S3TestServer server;
    private S3Service service;

    @BeforeEach
    @Override
    protected void makeAStore() throws IOException {
        server = new S3TestServer("bucket", "other");
        service = new S3Service(server.access(), IMPATIENT);
        super.makeAStore();
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    @Override
    protected BlobStore newStore() {
        return another();
    }

    @Override
    protected BlobStore another() {
        return service.open(LOCATION);
    }

    private static byte[] bytes(int seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void write(BlobStore store, byte[] bytes) throws IOException {
        try (var sink = store.create(NAME)) {
            for (var from = 0; from < bytes.length; from += 1_000_000) {
                var length = Math.min(1_000_000, bytes.length - from);
                sink.write(Arrays.copyOfRange(bytes, from, from + length), length);
            }
            sink.commit();
        }
    }

    /** The first requests of that operation meet the fault. */
    private void failing(String operation, Fault fault, int times) {
        var left = new AtomicInteger(times);
        server.setFaults(asked -> asked.equals(operation) && left.getAndDecrement() > 0 ? fault : Fault.NONE);
    }

    // what must be thawed

    private BlobStore archiving(S3Archive.StorageClass storageClass) {
        return service.open(LOCATION, Optional.of(new S3Archive(Optional.of(storageClass), S3Archive.Speed.BULK, 3)));
    }

    private static void writeData(BlobStore store, BlobName name) throws IOException {
        writeData(store, name, bytes(7, 1000));
    }

    private static void writeData(BlobStore store, BlobName name, byte[] bytes) throws IOException {
        try (var sink = store.createData(name)) {
            sink.write(bytes, bytes.length);
            sink.commit();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_AFTER", "ERROR_AFTER", "CUT_BODY"})
    void archivesAnObjectOnceThoughTheAnswerIsLost(Fault fault) throws IOException {
        failing("CompleteMultipartUpload", fault, 1);

        writeData(archiving(S3Archive.StorageClass.GLACIER), NAME, bytes(7, S3Sink.PART + 5));

        assertThat(server.objects("bucket").get(KEY)).isEqualTo(bytes(7, S3Sink.PART + 5));
        assertThat(server.uploads()).isEmpty();
    }

    @Test
    @Timeout(60)
    void takesMoreWhileAPartIsOnItsWay() throws IOException {
        var arrived = new CountDownLatch(1);
        server.setFaults(operation -> {
            if (operation.equals("UploadPart")) {
                awaitUninterruptibly(arrived);
            }
            return Fault.NONE;
        });
        var first = bytes(1, S3Sink.PART);
        var second = bytes(2, S3Sink.PART);

        var store = another();
        try (var sink = store.create(NAME)) {
            sink.write(first, first.length);
            sink.write(second, second.length);
            arrived.countDown();
            sink.commit();
        }

        assertThat(store.read(NAME, 0, first.length)).isEqualTo(first);
        assertThat(store.read(NAME, first.length, second.length)).isEqualTo(second);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void leavesNoUploadBehindWhosePartCouldNotBeSent() throws IOException {
        var bytes = bytes(1, S3Sink.PART + 1);
        failing("UploadPart", Fault.INTERNAL_ERROR, 100);

        try (var sink = another().create(NAME)) {
            sink.write(bytes, bytes.length);
            assertThatExceptionOfType(IOException.class).isThrownBy(sink::commit);
        }

        assertThat(server.uploads()).isEmpty();
        assertThat(server.objects("bucket")).isEmpty();
    }

    @Test
    void takesNothingThatIsArchivedForOtherBytes() throws IOException {
        var store = archiving(S3Archive.StorageClass.GLACIER);
        writeData(store, NAME, bytes(7, 1000));

        assertThatExceptionOfType(ArchivedBlobException.class).isThrownBy(() -> writeData(store, NAME, bytes(8, 1000)));
        writeData(store, NAME, bytes(7, 1000));

        assertThat(server.objects("bucket").get(KEY)).isEqualTo(bytes(7, 1000));
        assertThat(server.uploads()).isEmpty();
    }

    @Test
    void keepsNothingButDataInTheStorageClass() throws IOException {
        var store = archiving(S3Archive.StorageClass.DEEP_ARCHIVE);
        writeData(store, NAME);
        store.put(new BlobName("vaults/v-1/points/p-1"), bytes(1, 10));
        store.replace(new BlobName("vaults/v-1/vault"), bytes(2, 10));
        try (var sink = store.create(new BlobName("vaults/v-1/meta/0a/b-2.pack"))) {
            sink.write(bytes(3, 10), 10);
            sink.commit();
        }

        assertThat(server.objects("bucket").keySet())
                .hasSize(4)
                .allSatisfy(key -> assertThat(server.storageClass("bucket", key))
                        .isEqualTo(key.equals(KEY) ? "DEEP_ARCHIVE" : "STANDARD"));
    }

    @Test
    void keepsDataInTheDefaultClassWhereNoneIsGiven() throws IOException {
        writeData(another(), NAME);

        assertThat(server.storageClass("bucket", KEY)).isEqualTo("STANDARD");
        assertThat(another().archives()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"GLACIER", "DEEP_ARCHIVE"})
    void thawsWhatIsArchivedAndReadsItThen(S3Archive.StorageClass storageClass) throws IOException {
        var store = archiving(storageClass);
        var other = new BlobName("vaults/v-1/packs/0a/b-2.pack");
        writeData(store, NAME);
        writeData(store, other);

        assertThatExceptionOfType(ArchivedBlobException.class)
                .isThrownBy(() -> store.read(NAME, 0, 10))
                .withMessage(NAME + " is archived, and has to be thawed before it can be read.");
        assertThat(store.size(NAME)).isEqualTo(1000);
        assertThat(store.frozen(List.of(NAME), () -> {})).containsExactly(NAME);
        assertThat(server.thawing("bucket")).as("asked for by nobody").isEmpty();

        assertThat(store.thaw(List.of(NAME), () -> {})).containsExactly(NAME);
        assertThat(store.thaw(List.of(NAME), () -> {})).containsExactly(NAME);
        assertThat(server.thawing("bucket")).containsExactly(KEY);
        assertThat(server.operations()).filteredOn("RestoreObject"::equals).hasSize(1);

        server.finishThaws();
        assertThat(store.frozen(List.of(NAME, other), () -> {})).containsExactly(other);
        assertThat(store.thaw(List.of(NAME), () -> {})).isEmpty();
        assertThat(store.read(NAME, 0, 1000)).isEqualTo(bytes(7, 1000));

        server.freezeAgain();
        assertThat(store.thaw(List.of(NAME, other), () -> {})).containsExactlyInAnyOrder(NAME, other);
    }

    @Test
    void waitsForAThawThatSomebodyElseAskedForMeanwhile() throws IOException {
        var store = archiving(S3Archive.StorageClass.GLACIER);
        writeData(store, NAME);
        failing("RestoreObject", Fault.ERROR_AFTER, 1);

        assertThat(store.thaw(List.of(NAME), () -> {})).containsExactly(NAME);

        assertThat(server.operations())
                .as("not sent again after the answer that it is under way")
                .filteredOn("RestoreObject"::equals)
                .hasSize(2);
    }

    @Test
    void thawsNothingThatCanBeReadOrIsNotThere() throws IOException {
        var store = archiving(S3Archive.StorageClass.GLACIER_IR);
        writeData(store, NAME);

        assertThat(store.thaw(List.of(NAME, new BlobName("vaults/v-1/packs/0a/none.pack")), () -> {}))
                .isEmpty();

        assertThat(store.read(NAME, 0, 1000)).isEqualTo(bytes(7, 1000));
        assertThat(server.operations()).doesNotContain("RestoreObject");
    }

    /** A list tells how far thaws are of a thousand objects at a time. */
    @Test
    void asksForThawsOfManyObjectsByTheirList() throws IOException {
        var store = archiving(S3Archive.StorageClass.DEEP_ARCHIVE);
        var names = new ArrayList<BlobName>();
        for (var i = 0; i < 70; i++) {
            names.add(new BlobName("vaults/v-1/packs/0a/b-%02d.pack".formatted(i)));
            writeData(i == 3 ? another() : store, names.get(i));
        }
        var frozen = names.stream().filter(name -> !name.equals(names.get(3))).toList();

        assertThat(store.thaw(names, () -> {})).containsExactlyInAnyOrderElementsOf(frozen);
        assertThat(server.thawing("bucket")).hasSize(69);
        server.forgetOperations();
        assertThat(store.thaw(names, () -> {})).containsExactlyInAnyOrderElementsOf(frozen);
        server.finishThaws();
        assertThat(store.thaw(names, () -> {})).isEmpty();
        assertThat(server.operations()).containsOnly("ListObjectsV2");

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> store.thaw(names, () -> {
                    throw new CancellationException();
                }));
    }

    @Test
    void saysWhatTheServiceSaidWhenItThawsNothing() throws IOException {
        var store = service.open(
                LOCATION,
                Optional.of(
                        new S3Archive(Optional.of(S3Archive.StorageClass.DEEP_ARCHIVE), S3Archive.Speed.EXPEDITED, 1)));
        writeData(store, NAME);

        assertThatIOException()
                .isThrownBy(() -> store.thaw(List.of(NAME), () -> {}))
                .withMessage("s3://bucket/" + KEY
                        + " could not be thawed: the service answered 403 InvalidObjectState: said the test");
    }

    @Test
    void deletesWhatIsArchived() throws IOException {
        var store = archiving(S3Archive.StorageClass.GLACIER);
        writeData(store, NAME);

        store.delete(NAME);

        assertThat(server.objects("bucket")).isEmpty();
    }

    // what lies in the bucket

    @Test
    void keepsObjectsBelowThePrefix() throws IOException {
        another().put(NAME, bytes(1, 10));

        assertThat(server.objects("bucket")).containsOnlyKeys(KEY);
        assertThat(server.objects("bucket").get(KEY)).isEqualTo(bytes(1, 10));
    }

    @Test
    void keepsObjectsInTheBucketItselfWhereThereIsNoPrefix() throws IOException {
        var store = service.open(new S3Location("other", ""));

        store.put(NAME, bytes(1, 10));

        assertThat(server.objects("other")).containsOnlyKeys(NAME.value());
        assertThat(store.list(new BlobName("vaults"))).hasSize(1);
    }

    @Test
    void writesLargeObjectsInParts() throws IOException {
        var bytes = bytes(2, 2 * S3Sink.PART + 5);

        write(another(), bytes);

        assertThat(server.objects("bucket").get(KEY)).isEqualTo(bytes);
        assertThat(server.operations()).filteredOn("UploadPart"::equals).hasSize(3);
        assertThat(server.uploads()).isEmpty();
    }

    @Test
    void writesAnObjectOfWholePartsWithoutAnEmptyOne() throws IOException {
        var bytes = bytes(2, S3Sink.PART);

        write(another(), bytes);

        assertThat(server.objects("bucket").get(KEY)).isEqualTo(bytes);
        assertThat(server.operations()).filteredOn("UploadPart"::equals).hasSize(1);
    }

    @Test
    void abortsTheUploadOfASinkThatIsClosedWithoutACommit() throws IOException {
        try (var sink = another().create(NAME)) {
            sink.write(bytes(3, S3Sink.PART + 1), S3Sink.PART + 1);
            assertThat(server.uploads()).containsExactly(KEY);
        }

        assertThat(server.uploads()).isEmpty();
    }

    @Test
    void seesAllPages() throws IOException {
        server.setPageSize(2);
        var store = another();
        for (var i = 0; i < 5; i++) {
            store.put(new BlobName("vaults/" + i), bytes(i, i));
            server.abandonUpload("bucket", KEY, Duration.ZERO);
        }

        assertThat(store.list(new BlobName("vaults"))).hasSize(5);
        store.delete(NAME);
        assertThat(server.uploads()).isEmpty();
    }

    @Test
    void abortsUploadsThatWereBegunAWeekAgo() {
        server.abandonUpload("bucket", KEY, Duration.ofDays(7).plusMinutes(1));
        server.abandonUpload("bucket", KEY + "2", Duration.ofDays(7).minusMinutes(1));
        server.abandonUpload("bucket", "somebody/else's", Duration.ofDays(70));

        another();

        assertThat(server.uploads()).containsExactlyInAnyOrder(KEY + "2", "somebody/else's");
    }

    @Test
    void saysWhichObjectsCouldNotBeDeleted() throws IOException {
        var store = another();
        var other = new BlobName("vaults/other");
        store.put(NAME, bytes(1, 1));
        store.put(other, bytes(1, 1));
        server.protect(KEY);

        var failures = store.deleteAll(List.of(NAME, other));

        assertThat(failures).containsOnlyKeys(NAME);
        assertThat(failures.get(NAME))
                .hasMessage("s3://bucket/" + KEY + " could not be deleted: the service answered AccessDenied:"
                        + " said the test");
        assertThat(server.objects("bucket")).containsOnlyKeys(KEY);
    }

    // what passes

    @ParameterizedTest
    @CsvSource({
        "PutObject, SLOW_DOWN",
        "PutObject, INTERNAL_ERROR",
        "PutObject, CUT_BEFORE",
        "PutObject, CUT_AFTER",
        "PutObject, ERROR_AFTER",
    })
    void putsAnObjectOnceInSpiteOf(String operation, Fault fault) throws IOException {
        var store = another();
        failing(operation, fault, 2);

        store.put(NAME, bytes(4, 1000));

        assertThat(server.objects("bucket").get(KEY)).isEqualTo(bytes(4, 1000));
    }

    @ParameterizedTest
    @CsvSource({
        "CreateMultipartUpload, SLOW_DOWN",
        "CreateMultipartUpload, CUT_BEFORE",
        "UploadPart, SLOW_DOWN",
        "UploadPart, INTERNAL_ERROR",
        "UploadPart, CUT_BEFORE",
        "UploadPart, CUT_AFTER",
        "UploadPart, ERROR_AFTER",
        "CompleteMultipartUpload, SLOW_DOWN",
        "CompleteMultipartUpload, INTERNAL_ERROR",
        "CompleteMultipartUpload, CUT_BEFORE",
        "CompleteMultipartUpload, CUT_AFTER",
        "CompleteMultipartUpload, CUT_BODY",
        "CompleteMultipartUpload, ERROR_IN_SUCCESS",
        "CompleteMultipartUpload, ERROR_AFTER",
    })
    void writesAnObjectInPartsOnceInSpiteOf(String operation, Fault fault) throws IOException {
        var bytes = bytes(5, S3Sink.PART + 1000);
        var store = another();
        failing(operation, fault, 2);

        write(store, bytes);

        assertThat(server.objects("bucket").get(KEY)).isEqualTo(bytes);
        assertThat(server.uploads()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GetObject, SLOW_DOWN", "GetObject, INTERNAL_ERROR", "GetObject, CUT_BEFORE", "GetObject, CUT_BODY"})
    void readsInSpiteOf(String operation, Fault fault) throws IOException {
        var store = another();
        store.put(NAME, bytes(6, 100_000));
        failing(operation, fault, 2);

        assertThat(store.read(NAME, 10, 90_000)).isEqualTo(Arrays.copyOfRange(bytes(6, 100_000), 10, 90_010));
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "INTERNAL_ERROR", "CUT_BEFORE", "CUT_AFTER"})
    void deletesAndListsInSpiteOf(Fault fault) throws IOException {
        var store = another();
        store.put(NAME, bytes(7, 1));
        var each = new AtomicInteger();
        server.setFaults(operation -> each.getAndIncrement() % 2 == 0 ? fault : Fault.NONE);

        assertThat(store.size(NAME)).isEqualTo(1);
        assertThat(store.list(new BlobName("vaults"))).hasSize(1);
        store.delete(NAME);
        assertThat(store.deleteAll(List.of(NAME))).isEmpty();

        assertThat(server.objects("bucket")).isEmpty();
    }

    // what does not

    @Test
    void saysWhatTheServiceSaidWhenItDoesNotPass() {
        var store = another();
        server.setFaults(operation -> Fault.SLOW_DOWN);

        assertThatIOException()
                .isThrownBy(() -> store.put(NAME, bytes(8, 10)))
                .withMessage("s3://bucket/" + KEY
                        + " could not be written: the service answered 503 SlowDown: said the test");
        assertThatIOException().isThrownBy(() -> store.read(NAME, 0, 1)).withMessageContaining("could not be read");
        assertThatIOException().isThrownBy(() -> store.size(NAME)).withMessageContaining("could not be looked up");
        assertThatIOException().isThrownBy(() -> store.create(NAME)).withMessageContaining("could not be begun");
        assertThatIOException().isThrownBy(() -> store.delete(NAME));
        assertThatIOException().isThrownBy(() -> store.list(NAME)).withMessageContaining("could not be listed");
        assertThat(store.deleteAll(List.of(NAME))).containsOnlyKeys(NAME);
    }

    @Test
    void abodyThatIsAlwaysCutIsAFailureAndNotTheEndOfTheObject() throws IOException {
        var store = another();
        store.put(NAME, bytes(9, 100_000));
        server.setFaults(operation -> operation.equals("GetObject") ? Fault.CUT_BODY : Fault.NONE);

        assertThatIOException()
                .isThrownBy(() -> store.read(NAME, 0, 100_000))
                .isNotInstanceOf(EOFException.class)
                .withMessageContaining("could not be read");
    }

    @Test
    void anUploadThatCannotBeCompletedLeavesNothing() throws IOException {
        var store = another();
        server.setFaults(
                operation -> operation.equals("CompleteMultipartUpload") ? Fault.ERROR_IN_SUCCESS : Fault.NONE);

        assertThatIOException()
                .isThrownBy(() -> write(store, bytes(10, 1000)))
                .withMessageContaining("could not be completed");

        assertThat(server.objects("bucket")).isEmpty();
        assertThat(server.uploads()).isEmpty();
    }

    @Test
    void anAnswerThatWasLostDoesNotHideThatTheBytesAreOthers() throws IOException {
        var store = another();
        store.put(NAME, bytes(11, S3Sink.PART + 1));
        failing("CompleteMultipartUpload", Fault.CUT_BEFORE, 1);

        assertThatExceptionOfType(OtherBytesException.class).isThrownBy(() -> write(store, bytes(12, S3Sink.PART + 1)));

        assertThat(server.objects("bucket").get(KEY)).isEqualTo(bytes(11, S3Sink.PART + 1));
        assertThat(server.uploads()).isEmpty();
    }

    @Test
    void aBucketThatIsGoneIsNotAnObjectThatIsGone() {
        var store = service.toRead(new S3Location("no-such-bucket", ""), Optional.empty());

        assertThatIOException()
                .isThrownBy(() -> store.size(NAME))
                .isNotInstanceOf(NoSuchBlobException.class)
                .withMessageContaining("NoSuchBucket");
        assertThatIOException()
                .isThrownBy(() -> store.read(NAME, 0, 1))
                .isNotInstanceOf(NoSuchBlobException.class)
                .withMessageContaining("NoSuchBucket");
    }

    // opening

    @Test
    void refusesABucketThatIsNotThere() {
        assertThatExceptionOfType(S3SetupException.class)
                .isThrownBy(() -> service.open(new S3Location("no-such-bucket", "p")))
                .withMessage("s3://no-such-bucket/p cannot be used: the service answered 404 NoSuchBucket:"
                        + " said the test");
    }

    @Test
    void refusesKeysThatTheServiceDoesNotKnowAndShowsNoSecret() {
        var wrong = new S3Access(
                Optional.of(server.endpoint()),
                Optional.of(S3TestServer.REGION),
                Optional.of(new S3Access.Keys(S3TestServer.KEYS.id(), "wrong secret")),
                true);

        try (var stranger = new S3Service(wrong, IMPATIENT)) {
            assertThatExceptionOfType(S3SetupException.class)
                    .isThrownBy(() -> stranger.open(LOCATION))
                    .withMessageContaining("403")
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("wrong secret"));
        }
        assertThat(wrong.toString()).doesNotContain("wrong secret");
    }

    @Test
    void refusesAServiceThatReplacesWhatIsToBeWrittenOnce() {
        server.setConditions(Conditions.IGNORED);

        assertThatExceptionOfType(S3SetupException.class)
                .isThrownBy(this::another)
                .withMessage("s3://bucket/some/prefix cannot be used: the service ignores If-None-Match (conditional"
                        + " writes), without which one writer could replace unseen what another has written");
        assertThat(server.objects("bucket")).isEmpty();
    }

    @Test
    void refusesAServiceThatDoesNotKnowTheCondition() {
        server.setConditions(Conditions.REFUSED);

        assertThatExceptionOfType(S3SetupException.class)
                .isThrownBy(this::another)
                .withMessage("s3://bucket/some/prefix cannot be written to: the service answered 501 NotImplemented:"
                        + " said the test");
    }

    @Test
    void writesNothingByAServiceThatOnlyAnswersLaterAndReplacesThen() throws IOException {
        server.setFaults(operation -> Fault.INTERNAL_ERROR);
        var store = another();
        server.setFaults(operation -> Fault.NONE);
        server.setConditions(Conditions.IGNORED);

        assertThatIOException().isThrownBy(() -> store.put(NAME, bytes(13, 1))).withMessageContaining("If-None-Match");
        assertThatIOException().isThrownBy(() -> store.create(NAME)).withMessageContaining("If-None-Match");
        assertThat(server.objects("bucket")).isEmpty();

        server.setConditions(Conditions.KEPT);
        store.put(NAME, bytes(13, 1));
        assertThat(server.objects("bucket")).containsOnlyKeys(KEY);
    }

    @Test
    void triesOutOnceWhetherObjectsAreWrittenOnceAndLeavesNothing() throws IOException {
        var store = another();
        assertThat(server.objects("bucket")).isEmpty();
        server.forgetOperations();

        store.put(NAME, bytes(14, 1));

        assertThat(server.operations()).containsExactly("PutObject");
    }

    @Test
    void opensABucketThatForbidsToDelete() throws IOException {
        var probe = "some/prefix/write-once";
        server.protect(probe);
        another();
        assertThat(server.objects("bucket")).containsOnlyKeys(probe);

        var store = another();
        store.put(NAME, bytes(15, 1));

        assertThat(server.objects("bucket")).containsOnlyKeys(probe, KEY);
        assertThat(store.list(new BlobName("vaults"))).hasSize(1);
    }

    @Test
    void opensABucketThatDoesNotAnswerJustNow() throws IOException {
        server.setFaults(operation -> Fault.INTERNAL_ERROR);
        var store = another();
        server.setFaults(operation -> Fault.NONE);

        store.put(NAME, bytes(13, 1));

        assertThat(store.size(NAME)).isEqualTo(1);
    }
}
