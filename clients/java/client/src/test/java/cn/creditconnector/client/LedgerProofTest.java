package cn.creditconnector.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerProofTest {
    @ParameterizedTest
    @ValueSource(strings = {"p256", "sm2", "ed25519"})
    @EnabledIfEnvironmentVariable(named = "LEDGERS", matches = ".+")
    void aLedgerSignedByEachAlgorithmIsProvedAndNoOtherOne(String algorithm) throws IOException {
        Path folder = Paths.get(System.getenv("LEDGERS"));
        String key =
                JsonParser.parseString(read(folder.resolve("keys.json")))
                        .getAsJsonObject()
                        .get(algorithm)
                        .getAsString();
        String text = read(folder.resolve(algorithm + ".ndjson"));
        LedgerProof proof = proofOf(text, key);
        assertEquals(Collections.emptyList(), proof.faults());
        assertTrue(proof.isProved());
        assertEquals(2, proof.anchoredTo());
        assertEquals(4, proof.entries().size());
        assertEquals("C", proof.lastOf("record-1").fields().get("grade").getAsString());
        assertNull(proof.lastOf("record-9"));
        for (String tampered :
                Arrays.asList(
                        text.replace("\"grade\":\"C\"", "\"grade\":\"A\""),
                        text.replace("04:01:00", "04:02:00"),
                        text.replace("\"count\":3", "\"count\":2"),
                        text.replace("\"n\":2", "\"n\":3"),
                        text.replace("{\"kind\":\"anchor\"", "{ \"kind\":\"anchor\""),
                        text.substring(text.indexOf('\n') + 1)))
            assertFalse(proofOf(tampered, key).isProved(), tampered);
        assertFalse(proofOf(text, key.replace(key.charAt(0), key.charAt(0) == '0' ? '1' : '0')).isProved());
        assertFalse(proofOf(text.substring(0, text.lastIndexOf("{\"kind\"")), key).isProved(), "no signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"kind\":\"anchor\"}", "{\"kind\":\"batch\",\"head\":{}}", "x"})
    void aLineOfAnotherFormIsAFaultAndNoFailure(String line) {
        assertFalse(LedgerProof.of(Collections.singletonList(line), "00").isProved());
    }

    @Test
    void textIsWrittenAsTheConnectorWritesIt() {
        JsonObject object = new JsonObject();
        object.addProperty("é", "\"\\/\b\f\n\r\t\u0001\u2028医\ud83d\ude00\ud800");
        object.addProperty("a", 10);
        object.addProperty("b", "<>&'=");
        assertEquals(
                "{\"a\":10,\"b\":\"<>&'=\",\"é\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u2028医\ud83d\ude00\\ud800\"}",
                CanonicalJson.of(object, true));
    }

    @Test
    void aRootIsThatOfRfc6962() {
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Merkle.rootOf(Collections.emptyList()));
        List<String> leaves = new ArrayList<>();
        for (int i = 0; i < 7; i++) leaves.add(Merkle.leafHash("" + i));
        String left = Merkle.rootOf(leaves.subList(0, 4));
        List<String> path = Arrays.asList(leaves.get(5), leaves.get(6), left);
        assertEquals(Merkle.rootOf(leaves), Merkle.rootFrom(leaves.get(4), 4, 7, path));
        assertNull(Merkle.rootFrom(leaves.get(4), 4, 7, path.subList(0, 2)));
    }

    private static LedgerProof proofOf(String text, String key) {
        return LedgerProof.of(Arrays.asList(text.split("\n")), key);
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
