package cn.creditconnector.client;

import cn.creditconnector.client.http.ApiException;
import cn.creditconnector.client.model.Problem;
import java.io.IOException;
import java.util.Optional;

/** What the connector said when it refused a call. */
public final class Problems {
    private Problems() {}

    /** Empty where the gateway refused, or nothing answered. */
    public static Optional<Problem> of(ApiException refused) {
        String body = refused.getResponseBody();
        if (body == null) return Optional.empty();
        try {
            return Optional.of(Problem.fromJson(body));
        } catch (IOException | RuntimeException notAProblem) {
            return Optional.empty();
        }
    }
}
