package io.coldkeep.api.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;

/**
 * Hides from the server that a connection is idle while a request is being answered. The server closes connections on which
 * nothing was sent for five minutes, and moving the virtual clock may take longer; a client that does not send the whole of
 * its request, or does not read the answer, is closed as ever.
 */
final class AnswerAwaited extends ChannelDuplexHandler {

    private boolean received;
    private boolean answered;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            received = false;
            answered = false;
        }
        if (message instanceof LastHttpContent) {
            received = true;
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            answered = true;
        }
        super.write(context, message, promise);
    }

    /** Whether it is "100 Continue", which looks like an answer. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse answer && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        var isAwaited = received && !answered;
        if (!(event instanceof IdleStateEvent && isAwaited)) {
            super.userEventTriggered(context, event);
        }
    }
}
