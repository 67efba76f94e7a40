package cn.creditconnector.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.creditconnector.client.http.ApiException;
import cn.creditconnector.client.model.Category;
import cn.creditconnector.client.model.GradeResult;
import cn.creditconnector.client.model.GradesQuery;
import cn.creditconnector.client.model.ProblemCode;
import cn.creditconnector.client.model.Purpose;
import cn.creditconnector.client.model.QueriedSubject;
import cn.creditconnector.client.model.RunView;
import cn.creditconnector.client.model.Scheme;
import cn.creditconnector.client.model.Source;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** On a running connector with samples ({@code npm run test:clients}). */
@EnabledIfEnvironmentVariable(named = "CONNECTOR_URL", matches = ".+")
class ConnectorTest {
    private static String given(String name) {
        return System.getenv(name);
    }

    private static CreditConnector connector() {
        return CreditConnector.at(given("CONNECTOR_URL"), TokenSource.of(given("TOKEN")));
    }

    private static GradesQuery query(Purpose purpose) {
        QueriedSubject pharmacy = new QueriedSubject().scheme(Scheme.USCC).id(given("PHARMACY"));
        return new GradesQuery().purpose(purpose).reference("r").addSubjectsItem(pharmacy);
    }

    @Test
    void aGradeIsAskedWithTheCredentialsOfAnAgency() throws ApiException {
        TokenSource tokens =
                new ClientCredentials(
                        given("TOKEN_URL"), given("CLIENT_ID"), given("CLIENT_SECRET"), "grades:read");
        CreditConnector connector = CreditConnector.at(given("CONNECTOR_URL"), tokens);
        GradeResult result = connector.grades().postGradesQuery(query(Purpose.SUPERVISION)).getResults().get(0);
        assertEquals(Category.PHARMACY, result.getCategory());
        assertTrue(result.getGrade().getValue().matches("[A-E]"));
        assertTrue(result.getReasons().size() > 0);
        assertEquals(given("CLIENT_ID"), connector.me().getMe().getAgency());
    }

    @Test
    void aRefusalSaysWhyInAStableWordAndInChinese() {
        ApiException refused =
                assertThrows(
                        ApiException.class,
                        () -> connector().feeds().getFeedsRunsRunid("01M8KEZ4VCGES9N8BWHWH76K93"));
        assertEquals(404, refused.getCode());
        assertEquals(ProblemCode.UNKNOWN_RUN, Problems.of(refused).get().getCode());
        assertTrue(Problems.of(refused).get().getExplanation().matches("(?s).*[一-鿿].*"));
    }

    @Test
    void theChangeFeedComesWholeOverAStopWithAKeptCursor(@TempDir Path folder) throws Exception {
        List<String> whole = new ArrayList<>();
        connector()
                .changes(CursorStore.inFile(folder.resolve("whole")))
                .read(page -> page.getChanges().forEach(one -> whole.add(one.getChangeId())));
        assertTrue(whole.size() > 400, "changes: " + whole.size());
        CursorStore cursor = CursorStore.inFile(folder.resolve("cursor"));
        List<String> seen = new ArrayList<>();
        assertThrows(
                IllegalStateException.class,
                () ->
                        connector()
                                .changes(cursor)
                                .read(
                                        page -> {
                                            page.getChanges().forEach(one -> seen.add(one.getChangeId()));
                                            if (seen.size() == 300) throw new IllegalStateException("stopped");
                                        },
                                        100));
        connector()
                .changes(cursor)
                .read(page -> page.getChanges().forEach(one -> seen.add(one.getChangeId())), 100);
        List<String> expected = new ArrayList<>(whole.subList(0, 300));
        expected.addAll(whole.subList(200, whole.size()));
        assertEquals(expected, seen);
    }

    @Test
    void aFileIsSentAndFollowed() throws Exception {
        String runId = connector().send(Source.MARKET_SUPERVISION, Paths.get(given("FEED_FILE")));
        RunView run = connector().follow(runId);
        assertEquals(RunView.StatusEnum.COMPLETED, run.getStatus());
        assertEquals(0L, run.getAccepted());
    }

    @Test
    void theLedgerIsProvedByItsPublishedKeyAndByNoOther() throws Exception {
        List<String> lines = new ArrayList<>();
        connector().ledger(0, (text, last) -> lines.addAll(Arrays.asList(text.split("\n"))));
        LedgerProof proof = LedgerProof.of(lines, given("LEDGER_KEY"));
        assertEquals(Collections.emptyList(), proof.faults());
        assertTrue(proof.isProved());
        assertTrue(proof.lastOf(given("RECORD")).fields().get("grade").getAsString().matches("[A-E]"));
        assertTrue(!LedgerProof.of(lines, "00").isProved());
    }
}
