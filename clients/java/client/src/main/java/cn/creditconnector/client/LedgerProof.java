package cn.creditconnector.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks an export of the ledger offline: chain, Merkle roots and signatures. A cut export (heads, and entries with their
 * paths) is checked as well.
 */
public final class LedgerProof {
    private final Map<Long, JsonObject> heads = new TreeMap<>();
    private final List<JsonObject> anchors = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<JsonObject> paths = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> fingerprints;
    private long anchoredTo;
    private int signatures;

    private LedgerProof(String... fingerprints) {
        this.fingerprints = new HashSet<>(Arrays.asList(fingerprints));
    }

    /** One row of the directory, in a batch of the ledger. */
    public static final class Entry {
        private final long batch;
        private final JsonObject said;

        private Entry(long batch, JsonObject said) {
            this.batch = batch;
            this.said = said;
        }

        public long batch() {
            return batch;
        }

        public String recordId() {
            return said.get("recordId").getAsString();
        }

        /** All fields: grade, cycle, operation, version, state, … */
        public JsonObject fields() {
            return said.deepCopy();
        }
    }

    /**
     * @param lines the export, as it was exported
     * @param fingerprints SHA-256 of the accepted public keys, from another source than the connector
     */
    public static LedgerProof of(Iterable<String> lines, String... fingerprints) {
        LedgerProof proof = new LedgerProof(fingerprints);
        long number = 0;
        for (String line : lines) {
            number++;
            if (!line.isEmpty()) proof.read(line, number);
        }
        proof.check();
        return proof;
    }

    /** SHA-256 of a public key (SPKI, base64), as the bureau publishes it. */
    public static String fingerprintOf(String publicKey) {
        return Merkle.sha256(AnchorSignature.canonical(publicKey));
    }

    /** What is wrong; empty when everything that is here is right. */
    public List<String> faults() {
        return Collections.unmodifiableList(faults);
    }

    /** Whether nothing is wrong and an accepted key signed it. */
    public boolean isProved() {
        return faults.isEmpty() && signatures > 0;
    }

    /** The last batch that a signature covers; entries of later ones are not proved yet. */
    public long anchoredTo() {
        return anchoredTo;
    }

    public long batches() {
        return heads.size();
    }

    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** The last that the directory was told of a record, in signed batches; null for nothing. */
    public Entry lastOf(String recordId) {
        Entry last = null;
        for (Entry entry : entries)
            if (entry.batch <= anchoredTo && entry.recordId().equals(recordId) && (last == null || entry.batch >= last.batch))
                last = entry;
        return last;
    }

    private void read(String line, long number) {
        try {
            JsonObject said = JsonParser.parseString(line).getAsJsonObject();
            // Another spelling of the same JSON is not what was exported.
            if (!CanonicalJson.of(said, false).equals(line)) throw new IllegalArgumentException("spelling");
            place(said);
        } catch (RuntimeException unlike) {
            faults.add("line " + number + ": is not as it was exported");
        }
    }

    private void place(JsonObject line) {
        String kind = line.get("kind").getAsString();
        if (kind.equals("anchor")) anchors.add(line);
        else if (kind.equals("entry")) paths.add(line);
        else if (kind.equals("head") || kind.equals("batch")) {
            JsonObject head = line.getAsJsonObject("head");
            heads.put(head.get("n").getAsLong(), head);
            if (kind.equals("batch")) placeEntries(head, line.getAsJsonArray("entries"));
        } else throw new IllegalArgumentException(kind);
    }

    private void placeEntries(JsonObject head, JsonArray said) {
        long n = head.get("n").getAsLong();
        List<String> leaves = new ArrayList<>();
        for (JsonElement entry : said) leaves.add(entryHash(entry));
        boolean isWhole = said.size() == head.get("count").getAsInt();
        if (!isWhole || !Merkle.rootOf(leaves).equals(head.get("root").getAsString())) {
            faults.add("batch " + n + ": its entries are not those of its root");
            return;
        }
        for (JsonElement entry : said) entries.add(new Entry(n, entry.getAsJsonObject()));
    }

    private void check() {
        JsonObject before = null;
        for (JsonObject head : heads.values()) {
            JsonObject last = before;
            checked(head, () -> checkChain(head, last));
            before = head;
        }
        for (JsonObject path : paths) checked(path, () -> checkPath(path));
        for (JsonObject anchor : anchors) checked(anchor, () -> checkAnchor(anchor));
    }

    /** A field that is missing or of another kind is a fault, and no failure of the check. */
    private void checked(JsonObject said, Runnable check) {
        try {
            check.run();
        } catch (RuntimeException unlike) {
            faults.add("batch " + said.get("n") + ": something of it is not as it was exported");
        }
    }

    private void checkChain(JsonObject head, JsonObject before) {
        long n = head.get("n").getAsLong();
        String previous = head.get("previous").getAsString();
        if (before == null && n != 1) faults.add("batch 1: is missing, the export begins with batch " + n);
        else if (before == null && !previous.isEmpty()) faults.add("batch 1: names a batch before it");
        else if (before != null && n != before.get("n").getAsLong() + 1)
            faults.add("batch " + n + ": the one before it is missing");
        else if (before != null && !previous.equals(headHash(before)))
            faults.add("batch " + n + ": does not follow the one before it");
    }

    private void checkPath(JsonObject line) {
        long n = line.get("n").getAsLong();
        JsonObject head = heads.get(n);
        JsonObject entry = line.getAsJsonObject("entry");
        List<String> path = new ArrayList<>();
        for (JsonElement hash : line.getAsJsonArray("path")) path.add(hash.getAsString());
        String root =
                head == null
                        ? null
                        : Merkle.rootFrom(
                                entryHash(entry),
                                line.get("index").getAsInt(),
                                head.get("count").getAsInt(),
                                path);
        if (root != null && root.equals(head.get("root").getAsString())) entries.add(new Entry(n, entry));
        else faults.add("an entry of batch " + n + ": does not lead to its root");
    }

    private void checkAnchor(JsonObject anchor) {
        long n = anchor.get("n").getAsLong();
        String fault = faultOf(anchor, heads.get(n));
        if (fault != null) {
            faults.add("anchor of batch " + n + ": " + fault);
            return;
        }
        signatures++;
        anchoredTo = Math.max(anchoredTo, n);
    }

    private String faultOf(JsonObject anchor, JsonObject head) {
        String publicKey = anchor.get("publicKey").getAsString();
        if (!fingerprints.contains(fingerprintOf(publicKey))) return "is signed with another key";
        if (head == null || !headHash(head).equals(anchor.get("hash").getAsString()))
            return "is of no batch that is here";
        JsonObject signed = new JsonObject();
        for (String name : new String[] {"at", "hash", "n"}) signed.add(name, anchor.get(name));
        String text = CanonicalJson.of(signed, true);
        boolean isSigned = AnchorSignature.isOf(text, publicKey, anchor.get("signature").getAsString());
        return isSigned ? null : "has a signature that is none";
    }

    private static String headHash(JsonObject head) {
        return Merkle.sha256Of(CanonicalJson.of(head, true));
    }

    private static String entryHash(JsonElement entry) {
        return Merkle.leafHash(CanonicalJson.of(entry, true));
    }
}
