package io.coldkeep.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A test that talks to the controllers with the AWS SDK's clients, from an account of its own. */
public abstract class ServiceTest {

    protected static InMemoryService service;

    protected InMemoryService.Account account;

    @BeforeAll
    static void start() {
        service = new InMemoryService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void openAnAccount() {
        service.clock.set(InMemoryService.START);
        account = service.newAccount();
    }

    /** The call ends in that exception of the SDK, with that message. */
    protected static <E extends AwsServiceException> E assertRefused(
            Class<E> type, String message, ThrowingCallable call) {
        var refused = assertRefused(type, call);
        assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo(message);
        return refused;
    }

    /** The call ends in exactly that exception of the SDK, and with a request id. */
    protected static <E extends AwsServiceException> E assertRefused(Class<E> type, ThrowingCallable call) {
        var refused = catchThrowableOfType(type, call);
        assertThat(refused).isExactlyInstanceOf(type);
        assertThat(refused.requestId()).isNotBlank();
        assertThat(refused.statusCode()).isBetween(400, 499);
        return refused;
    }
}
