package io.coldkeep.persistence.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriteBackTest {

    private static final long MUCH = 64 << 20;

    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore mayEnd = new Semaphore(0);
    private final CountDownLatch firstBegun = new CountDownLatch(1);

    private void endsWhenItMay() {
        begun.incrementAndGet();
        firstBegun.countDown();
        mayEnd.acquireUninterruptibly();
    }

    private void fails() throws IOException {
        endsWhenItMay();
        throw new IOException("no space left");
    }

    @Test
    void littleIsLeftToTheEnd() throws IOException {
        var writeBack = new WriteBack(this::endsWhenItMay);

        writeBack.wrote(MUCH - 1);
        assertThat(begun).hasValue(0);
        mayEnd.release();
        writeBack.finish();

        assertThat(begun).hasValue(1);
    }

    @Test
    void muchIsBegunWhileMoreIsWrittenOnceAtATime() throws Exception {
        var writeBack = new WriteBack(this::endsWhenItMay);

        writeBack.wrote(MUCH - 1);
        writeBack.wrote(1);
        firstBegun.await();
        writeBack.wrote(MUCH);
        assertThat(begun).hasValue(1);
        mayEnd.release(2);
        writeBack.finish();

        assertThat(begun).hasValue(2);
    }

    @Test
    void whatFailedEarlierFailsTheEnd() throws Exception {
        var writeBack = new WriteBack(this::fails);

        writeBack.wrote(MUCH);
        firstBegun.await();
        mayEnd.release();

        assertThatThrownBy(writeBack::finish).isInstanceOf(IOException.class).hasMessage("no space left");
        writeBack.wrote(MUCH);
        writeBack.close();
        assertThat(begun).hasValue(1);
    }

    @Test
    void nothingIsUnderWayAfterItWasClosed() throws Exception {
        var writeBack = new WriteBack(this::endsWhenItMay);

        writeBack.wrote(MUCH);
        firstBegun.await();
        var closing = Thread.ofPlatform().start(writeBack::close);
        assertThat(closing.join(Duration.ofMillis(50))).isFalse();
        mayEnd.release();

        assertThat(closing.join(Duration.ofSeconds(30))).isTrue();
    }
}
