package cn.creditconnector.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Tries a call again: after 429 any, after 502 to 504 and without an answer only one that changes nothing when it is made
 * twice. It waits at least as long as {@code Retry-After} says, and a random part of a limit that doubles.
 */
final class RetryInterceptor implements Interceptor {
    private static final Set<String> REPEATABLE_POSTS =
            new HashSet<>(Arrays.asList("query", "preview", "records", "uploads"));

    /** Waits; a test notes how long instead. */
    interface Pause {
        void of(long milliseconds) throws InterruptedException;
    }

    private final int tries;
    private final long firstPause;
    private final long longestPause;
    private final Pause pause;

    RetryInterceptor(int tries, long firstPause, long longestPause, Pause pause) {
        this.tries = tries;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.pause = pause;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        for (int tried = 1; ; tried++) {
            try {
                Response response = chain.proceed(request);
                long asked = retryAfter(response);
                boolean isOver = tried >= tries || asked > longestPause || !isPassing(response.code(), request);
                if (isOver) return response;
                response.close();
                waitFor(asked, tried);
            } catch (InterruptedIOException interrupted) {
                if (Thread.currentThread().isInterrupted() || tried >= tries || !isRepeatable(request))
                    throw interrupted;
                waitFor(0, tried);
            } catch (IOException noAnswer) {
                if (chain.call().isCanceled() || tried >= tries || !isRepeatable(request)) throw noAnswer;
                waitFor(0, tried);
            }
        }
    }

    private void waitFor(long asked, int tried) throws InterruptedIOException {
        long limit = Math.min(longestPause, firstPause << Math.min(tried - 1, 20));
        try {
            pause.of(asked + ThreadLocalRandom.current().nextLong(limit + 1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before another try");
        }
    }

    private static boolean isPassing(int status, Request request) {
        if (status == 429) return true;
        return status >= 502 && status <= 504 && isRepeatable(request);
    }

    static boolean isRepeatable(Request request) {
        if (!request.method().equals("POST")) return true;
        String last = request.url().pathSegments().get(request.url().pathSize() - 1);
        return REPEATABLE_POSTS.contains(last);
    }

    /** {@code Retry-After} in milliseconds: seconds, or a date (RFC 9110, 10.2.3); 0 without one. */
    private static long retryAfter(Response response) {
        String said = response.header("retry-after");
        if (said == null) return 0;
        if (said.matches("\\d{1,9}")) return Long.parseLong(said) * 1000;
        try {
            ZonedDateTime at = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Math.max(0, Duration.between(ZonedDateTime.now(at.getZone()), at).toMillis());
        } catch (DateTimeParseException ignored) {
            return 0;
        }
    }
}
