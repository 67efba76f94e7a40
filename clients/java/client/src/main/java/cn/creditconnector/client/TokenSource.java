package cn.creditconnector.client;

import java.io.IOException;

/** Where tokens come from: {@link ClientCredentials}, or what an agency has already. It is asked shortly before a token ends. */
public interface TokenSource {
    Token next() throws IOException;

    /** One token for ever, for a first try. */
    static TokenSource of(String token) {
        return () -> new Token(token, Long.MAX_VALUE);
    }
}
