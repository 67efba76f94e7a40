package cn.creditconnector.client;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Sends the token, renews it before it ends, and replaces it once where the connector refuses it. One thread asks. */
final class BearerInterceptor implements Interceptor {
    /** A token is renewed at the latest so many milliseconds before its end. */
    private static final long LEAST_LEFT = 10_000;

    private final TokenSource source;
    private final String connector;
    private Token held;
    private long renewAt;

    BearerInterceptor(TokenSource source, String connectorHost) {
        this.source = source;
        this.connector = connectorHost;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        String token = current(null);
        Response response = chain.proceed(with(request, token));
        if (response.code() != 401) return response;
        String other = current(token);
        if (other.equals(token)) return response;
        response.close();
        return chain.proceed(with(request, other));
    }

    private Request with(Request request, String token) {
        if (!request.url().host().equals(connector)) return request;
        return request.newBuilder().header("authorization", "Bearer " + token).build();
    }

    /** @param refused a token that is not taken any more */
    private synchronized String current(String refused) throws IOException {
        long now = System.currentTimeMillis();
        if (held == null || now >= renewAt || held.value().equals(refused)) {
            held = source.next();
            long life = held.endsAt() - now;
            renewAt =
                    held.endsAt() == Long.MAX_VALUE
                            ? Long.MAX_VALUE
                            : Math.min(now + life / 10 * 9, held.endsAt() - LEAST_LEFT);
        }
        return held.value();
    }
}
