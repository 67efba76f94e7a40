package cn.creditconnector.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Merkle roots and paths with SHA-256 (RFC 6962, 2.1). Hashes are hexadecimal. */
final class Merkle {
    private Merkle() {}

    static String leafHash(String text) {
        return sha256(new byte[] {0}, text.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256Of(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static String rootOf(List<String> leaves) {
        if (leaves.isEmpty()) return sha256();
        if (leaves.size() == 1) return leaves.get(0);
        int half = halfOf(leaves.size());
        return nodeHash(rootOf(leaves.subList(0, half)), rootOf(leaves.subList(half, leaves.size())));
    }

    /** The root computed from a leaf and its siblings, from the leaf up; null if there are too many or too few. */
    static String rootFrom(String hash, int index, int count, List<String> path) {
        if (count <= 1) return path.isEmpty() ? hash : null;
        if (path.isEmpty()) return null;
        int half = halfOf(count);
        boolean isLeft = index < half;
        List<String> below = path.subList(0, path.size() - 1);
        String beside = path.get(path.size() - 1);
        String inner =
                rootFrom(hash, isLeft ? index : index - half, isLeft ? half : count - half, below);
        if (inner == null) return null;
        return isLeft ? nodeHash(inner, beside) : nodeHash(beside, inner);
    }

    private static int halfOf(int count) {
        return Integer.highestOneBit(count - 1);
    }

    private static String nodeHash(String left, String right) {
        return sha256(new byte[] {1}, Hex.bytes(left), Hex.bytes(right));
    }

    static String sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) digest.update(part);
            return Hex.of(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
