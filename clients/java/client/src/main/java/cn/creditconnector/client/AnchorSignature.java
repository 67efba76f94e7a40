package cn.creditconnector.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * Signatures by the algorithm of their key: ECDSA on P-256 with SHA-256 (what the connector signs with), Ed25519, or SM2 with
 * SM3 (GB/T 32918.2, user id of GM/T 0009). Any other key is refused.
 */
final class AnchorSignature {
    private static final byte[] P256 = Hex.bytes("3059301306072a8648ce3d020106082a8648ce3d030107034200");
    private static final byte[] SM2 = Hex.bytes("3059301306072a8648ce3d020106082a811ccf5501822d034200");
    private static final byte[] ED25519 = Hex.bytes("302a300506032b6570032100");
    private static final byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    private AnchorSignature() {}

    /**
     * @param publicKey SPKI, base64
     * @param signature base64
     */
    static boolean isOf(String text, String publicKey, String signature) {
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        try {
            byte[] key = canonical(publicKey);
            byte[] said = canonical(signature);
            if (begins(key, P256, 65)) return isEcdsa(signed, key, said);
            if (begins(key, SM2, 65)) return isSm2(signed, Arrays.copyOfRange(key, SM2.length, key.length), said);
            return begins(key, ED25519, 32) && isEd25519(signed, key, said);
        } catch (GeneralSecurityException | RuntimeException notASignature) {
            return false;
        }
    }

    /** Only canonical base64: with other unused bits, another last character would decode to the same bytes. */
    static byte[] canonical(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (Base64.getEncoder().encodeToString(bytes).equals(base64)) return bytes;
        throw new IllegalArgumentException("not canonical base64");
    }

    private static boolean begins(byte[] key, byte[] prefix, int rest) {
        return key.length == prefix.length + rest
                && Arrays.equals(Arrays.copyOf(key, prefix.length), prefix);
    }

    private static boolean isEcdsa(byte[] text, byte[] spki, byte[] signature)
            throws GeneralSecurityException {
        PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki));
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key);
        verifier.update(text);
        return verifier.verify(signature);
    }

    private static boolean isSm2(byte[] text, byte[] point, byte[] signature) {
        X9ECParameters curve = GMNamedCurves.getByName("sm2p256v1");
        ECDomainParameters domain = new ECDomainParameters(curve);
        SM2Signer verifier = new SM2Signer();
        verifier.init(
                false,
                new ParametersWithID(
                        new ECPublicKeyParameters(curve.getCurve().decodePoint(point), domain), USER_ID));
        verifier.update(text, 0, text.length);
        return verifier.verifySignature(signature);
    }

    private static boolean isEd25519(byte[] text, byte[] spki, byte[] signature) {
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(spki, ED25519.length));
        verifier.update(text, 0, text.length);
        return verifier.verifySignature(signature);
    }
}
