package cn.creditconnector.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.creditconnector.client.http.ApiException;
import cn.creditconnector.client.model.GradesQuery;
import cn.creditconnector.client.model.Purpose;
import cn.creditconnector.client.model.QueriedSubject;
import cn.creditconnector.client.model.Scheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls to a server that answers what a test says; pauses are noted and not waited for. */
class CallsTest {
    private final Deque<String[]> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("authorization"));
                    String[] answer = answers.isEmpty() ? new String[] {"500", "", ""} : answers.pop();
                    if (!answer[1].isEmpty()) exchange.getResponseHeaders().add("retry-after", answer[1]);
                    exchange.getResponseHeaders().add("content-type", "application/json");
                    byte[] body = answer[2].getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(Integer.parseInt(answer[0]), body.length == 0 ? -1 : body.length);
                    if (body.length > 0) exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private CreditConnector connector(TokenSource tokens) {
        return CreditConnector.at(url, tokens, new RetryInterceptor(4, 200, 60_000, pauses::add));
    }

    private void answers(String status, String retryAfter, String body) {
        answers.add(new String[] {status, retryAfter, body});
    }

    private static GradesQuery query() {
        QueriedSubject subject = new QueriedSubject().scheme(Scheme.USCC).id("91540100MA6T1000XP");
        return new GradesQuery().purpose(Purpose.PROCUREMENT).reference("r").addSubjectsItem(subject);
    }

    private static final String GRADES = "{\"receiptId\":\"r\",\"dataVersion\":\"d\",\"results\":[],\"later\":1}";

    @Test
    void waitsAtLeastAsLongAsRetryAfterSays() throws ApiException {
        answers("429", "3", "{}");
        answers("503", "", "{}");
        answers("200", "", GRADES);
        assertEquals("r", connector(TokenSource.of("T")).grades().postGradesQuery(query()).getReceiptId());
        assertTrue(pauses.get(0) >= 3000 && pauses.get(0) <= 3200, pauses.toString());
        assertTrue(pauses.get(1) <= 400, pauses.toString());
        assertEquals("POST /v1/grades/query Bearer T", asked.get(2));
    }

    @Test
    void doesNotRepeatWhatDecidesSomethingUnlessItWasNotBegun() throws ApiException {
        answers("503", "", "{}");
        CreditConnector connector = connector(TokenSource.of("T"));
        assertThrows(ApiException.class, () -> connector.feeds().postFeedsRunsRunidRelease("R"));
        assertEquals(1, asked.size());
        answers("429", "", "{}");
        answers("202", "", "{\"runId\":\"R\"}");
        assertEquals("R", connector.feeds().postFeedsRunsRunidRelease("R").getRunId());
    }

    @Test
    void endsWhereRetryAfterAsksForTooMuchAndSaysTheProblem() {
        String problem =
                "{\"type\":\"t\",\"title\":\"t\",\"status\":503,\"code\":\"a-later-code\",\"detail\":\"d\","
                        + "\"explanation\":\"说明\",\"requestId\":\"q\"}";
        answers("503", "3600", problem);
        ApiException refused =
                assertThrows(
                        ApiException.class, () -> connector(TokenSource.of("T")).grades().postGradesQuery(query()));
        assertEquals(503, refused.getCode());
        assertEquals("说明", Problems.of(refused).get().getExplanation());
        assertEquals(Collections.emptyList(), pauses);
    }

    @Test
    void replacesATokenThatIsRefusedAndRenewsOneBeforeItsEnd() throws ApiException {
        int[] made = {0};
        CreditConnector connector =
                connector(
                        () -> {
                            long life = ++made[0] == 1 ? 3_600_000 : 5000;
                            return new Token("T" + made[0], System.currentTimeMillis() + life);
                        });
        answers("401", "", "{}");
        answers("200", "", GRADES);
        answers("200", "", GRADES);
        connector.grades().postGradesQuery(query());
        connector.grades().postGradesQuery(query());
        assertEquals(3, made[0]);
        assertTrue(asked.get(1).endsWith("T2") && asked.get(2).endsWith("T3"), asked.toString());
    }

    @Test
    void keepsTheCursorOnceAPageWasHandled(@TempDir Path folder) throws Exception {
        CursorStore cursor = CursorStore.inFile(folder.resolve("cursor"));
        String change =
                "{\"changeId\":\"%s\",\"recordId\":\"x\",\"at\":\"t\",\"category\":\"pharmacy\",\"operation\":\"I\",\"cycle\":2026,\"state\":\"interim\"}";
        String page = "{\"receiptId\":\"r\",\"changes\":[%s],\"next\":\"%s\"}";
        answers("200", "", String.format(page, String.format(change, "a"), "c1"));
        answers("200", "", String.format(page, String.format(change, "b"), "c2"));
        ChangeFeed feed = connector(TokenSource.of("T")).changes(cursor);
        List<String> seen = new ArrayList<>();
        assertThrows(
                IOException.class,
                () ->
                        feed.read(
                                some -> {
                                    seen.add(some.getChanges().get(0).getChangeId());
                                    if (seen.contains("b")) throw new IOException("the consumer failed");
                                }));
        assertEquals("c1", cursor.load());
        answers("200", "", String.format(page, String.format(change, "b"), "c2"));
        answers("200", "", String.format(page, "", "c2"));
        assertEquals(1, feed.read(some -> seen.add(some.getChanges().get(0).getChangeId())));
        assertEquals(Arrays.asList("a", "b", "b"), seen);
        assertEquals("c2", cursor.load());
        assertTrue(asked.get(2).contains("after=c1"), asked.toString());
    }

    @Test
    void sendsNoTokenOverPlainHttpToAnotherMachine() {
        assertThrows(
                IllegalArgumentException.class,
                () -> CreditConnector.at("http://connector.invalid", TokenSource.of("T")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ClientCredentials("http://issuer.invalid/token", "a", "s", "x"));
    }
}
