package cn.creditconnector.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Tokens of an issuer by client credentials (RFC 6749, 4.4). The secret goes in the header alone, never in an address. */
public final class ClientCredentials implements TokenSource {
    private static final OkHttpClient HTTP =
            new OkHttpClient.Builder()
                    .callTimeout(15, TimeUnit.SECONDS)
                    .followRedirects(false)
                    .build();

    private final HttpUrl tokenUrl;
    private final String authorization;
    private final String scope;

    /**
     * @param tokenUrl the issuer's token endpoint; https, except on this machine
     * @param scope blank-separated, for example {@code grades:read}
     */
    public ClientCredentials(String tokenUrl, String clientId, String clientSecret, String scope) {
        this.tokenUrl = SafeUrl.of(tokenUrl);
        this.authorization = Credentials.basic(formEncoded(clientId), formEncoded(clientSecret));
        this.scope = Objects.requireNonNull(scope, "scope");
    }

    @Override
    public Token next() throws IOException {
        long began = System.currentTimeMillis();
        Request request =
                new Request.Builder()
                        .url(tokenUrl)
                        .header("authorization", authorization)
                        .header("accept", "application/json")
                        .post(
                                new FormBody.Builder()
                                        .add("grant_type", "client_credentials")
                                        .add("scope", scope)
                                        .build())
                        .build();
        try (Response response = HTTP.newCall(request).execute()) {
            JsonObject said = objectIn(response.body().string());
            JsonElement token = said.get("access_token");
            if (!response.isSuccessful() || token == null)
                throw new IOException("The issuer gave no token: " + response.code());
            JsonElement seconds = said.get("expires_in");
            long endsAt = seconds == null ? Long.MAX_VALUE : began + seconds.getAsLong() * 1000;
            return new Token(token.getAsString(), endsAt);
        }
    }

    private static JsonObject objectIn(String text) {
        try {
            JsonElement said = JsonParser.parseString(text);
            return said.isJsonObject() ? said.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException ignored) {
            return new JsonObject();
        }
    }

    private static String formEncoded(String text) {
        try {
            return URLEncoder.encode(text, "UTF-8");
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
