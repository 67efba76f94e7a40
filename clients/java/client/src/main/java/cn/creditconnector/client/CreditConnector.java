package cn.creditconnector.client;

import cn.creditconnector.client.api.FeedsApi;
import cn.creditconnector.client.api.FilesApi;
import cn.creditconnector.client.api.GradesApi;
import cn.creditconnector.client.api.MeApi;
import cn.creditconnector.client.http.ApiClient;
import cn.creditconnector.client.http.ApiException;
import cn.creditconnector.client.model.RunView;
import cn.creditconnector.client.model.Source;
import cn.creditconnector.client.model.UploadOpened;
import cn.creditconnector.client.model.UploadRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * A client of one connector. Operations throw {@link ApiException}; {@link Problems#of} reads what the connector said.
 *
 * <pre>{@code
 * CreditConnector connector = CreditConnector.at("https://credit.example.gov.cn", tokens);
 * connector.grades().postGradesQuery(…);
 * }</pre>
 */
public final class CreditConnector {
    /** Up to here a file goes as one request; the gateway hands over some 4 MiB. */
    private static final long PUT_LIMIT = 4L * 1024 * 1024;
    private static final MediaType BYTES = MediaType.get("application/octet-stream");

    private final ApiClient api;
    private final OkHttpClient http;
    private final OkHttpClient uploads;
    private final HttpUrl base;

    private CreditConnector(HttpUrl base, TokenSource tokens, RetryInterceptor retry, Duration timeout) {
        this.base = base;
        this.uploads =
                new OkHttpClient.Builder()
                        .followRedirects(false)
                        .retryOnConnectionFailure(false)
                        .connectTimeout(timeout)
                        .readTimeout(timeout)
                        .writeTimeout(timeout)
                        .addInterceptor(retry)
                        .build();
        this.http = uploads.newBuilder().addInterceptor(new BearerInterceptor(tokens, base.host())).build();
        this.api = new ApiClient(http);
        api.setBasePath(base.toString().replaceAll("/$", ""));
    }

    /**
     * @param url where the connector is; https, except on this machine
     */
    public static CreditConnector at(String url, TokenSource tokens) {
        return at(url, tokens, 6, Duration.ofMinutes(1));
    }

    /**
     * @param tries tries of a call in all, the first one included
     * @param longestPause where {@code Retry-After} asks for more, the call fails at once
     */
    public static CreditConnector at(String url, TokenSource tokens, int tries, Duration longestPause) {
        return at(url, tokens, new RetryInterceptor(tries, 200, longestPause.toMillis(), Thread::sleep));
    }

    static CreditConnector at(String url, TokenSource tokens, RetryInterceptor retry) {
        Objects.requireNonNull(tokens, "tokens");
        return new CreditConnector(SafeUrl.of(url), tokens, retry, Duration.ofSeconds(30));
    }

    /** Grades by purpose. */
    public GradesApi grades() {
        return new GradesApi(api);
    }

    /** Runs, findings, records, templates. */
    public FeedsApi feeds() {
        return new FeedsApi(api);
    }

    /** Whole credit files. */
    public FilesApi files() {
        return new FilesApi(api);
    }

    /** Who the token is. */
    public MeApi me() {
        return new MeApi(api);
    }

    /** The change feed, from where the store says. */
    public ChangeFeed changes(CursorStore cursor) {
        return new ChangeFeed(grades(), cursor);
    }

    /** Takes a part of the ledger as text, to be kept as it is. */
    public interface LedgerHandler {
        void handle(String lines, long lastBatch) throws IOException;
    }

    /**
     * Hands over the signed ledger by pages.
     *
     * @param after the last batch that is known; 0 for the whole ledger
     * @return the last batch
     */
    public long ledger(long after, LedgerHandler handler) throws IOException, ApiException {
        for (long from = after; ; ) {
            HttpUrl url =
                    base.newBuilder().addPathSegments("v1/ledger").addQueryParameter("after", "" + from).build();
            Request request = new Request.Builder().url(url).header("accept", "application/x-ndjson").build();
            try (Response response = http.newCall(request).execute()) {
                String text = response.body().string();
                if (!response.isSuccessful()) throw refusal(response, text);
                long next = Long.parseLong(Objects.requireNonNull(response.header("next-after"), "next-after"));
                if (next <= from) return from;
                handler.handle(text, next);
                from = next;
            }
        }
    }

    /**
     * Sends a file of any size. Sent twice, its rows count once.
     *
     * @return the id of its run
     */
    public String send(Source source, Path file) throws IOException, ApiException {
        String name = file.getFileName().toString();
        if (Files.size(file) <= PUT_LIMIT)
            return feeds().putFeedsSourceFilesName(source, name, file.toFile()).getRunId();
        UploadRequest announced =
                new UploadRequest().name(name).bytes(Files.size(file)).sha256(sha256Of(file));
        UploadOpened opened = feeds().postFeedsSourceUploads(source, announced);
        Request.Builder request =
                new Request.Builder()
                        .url(opened.getUpload().getUrl().toString())
                        .put(RequestBody.create(file.toFile(), BYTES));
        for (Map.Entry<String, String> header : opened.getUpload().getHeaders().entrySet())
            request.header(header.getKey(), header.getValue());
        try (Response response = uploads.newCall(request.build()).execute()) {
            if (!response.isSuccessful()) throw refusal(response, response.body().string());
        }
        return opened.getRunId();
    }

    /** Waits until a run is completed, held or failed. */
    public RunView follow(String runId) throws ApiException, InterruptedException {
        for (long wait = 250; ; wait = Math.min(wait * 3 / 2, 5000)) {
            RunView run = feeds().getFeedsRunsRunid(runId);
            if (run.getStatus() != RunView.StatusEnum.RUNNING) return run;
            TimeUnit.MILLISECONDS.sleep(wait);
        }
    }

    private static ApiException refusal(Response response, String body) {
        return new ApiException(response.code(), response.headers().toMultimap(), body);
    }

    private static String sha256Of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[65_536];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) digest.update(chunk, 0, read);
            return Hex.of(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
