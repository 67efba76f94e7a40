package cn.creditconnector.client;

/** Lower-case hexadecimal digits. */
final class Hex {
    private Hex() {}

    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 2);
        for (byte one : bytes) text.append(String.format("%02x", one));
        return text.toString();
    }

    static byte[] bytes(String text) {
        if (!text.matches("([0-9a-f]{2})*")) throw new IllegalArgumentException("not hexadecimal");
        byte[] bytes = new byte[text.length() / 2];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) Integer.parseInt(text.substring(2 * i, 2 * i + 2), 16);
        return bytes;
    }
}
