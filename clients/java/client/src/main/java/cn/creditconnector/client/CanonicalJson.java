package cn.creditconnector.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** JSON as the connector writes it: without blanks; for hashes with sorted keys. Equal values give equal bytes. */
final class CanonicalJson {
    private CanonicalJson() {}

    /** As {@code JSON.stringify} writes it, with the keys in their order or sorted by UTF-16 code units. */
    static String of(JsonElement value, boolean isSorted) {
        StringBuilder out = new StringBuilder();
        write(value, isSorted, out);
        return out.toString();
    }

    private static void write(JsonElement value, boolean isSorted, StringBuilder out) {
        if (value.isJsonObject()) writeObject(value.getAsJsonObject(), isSorted, out);
        else if (value.isJsonArray()) {
            String before = "[";
            for (JsonElement item : value.getAsJsonArray()) {
                out.append(before);
                write(item, isSorted, out);
                before = ",";
            }
            out.append(value.getAsJsonArray().isEmpty() ? "[]" : "]");
        } else if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString())
            writeText(value.getAsString(), out);
        else if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber())
            out.append(wholeNumber(value.getAsString()));
        else out.append(value.isJsonNull() ? "null" : value.getAsString());
    }

    private static void writeObject(JsonObject object, boolean isSorted, StringBuilder out) {
        List<String> names = new ArrayList<>(object.keySet());
        if (isSorted) Collections.sort(names);
        out.append('{');
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) out.append(',');
            writeText(names.get(i), out);
            out.append(':');
            write(object.get(names.get(i)), isSorted, out);
        }
        out.append('}');
    }

    /** A ledger has no other numbers. */
    private static String wholeNumber(String text) {
        if (text.matches("0|-?[1-9]\\d{0,15}")) return text;
        throw new IllegalArgumentException("not a whole number: " + text);
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            int named = "\"\\\b\f\n\r\t".indexOf(one);
            if (named >= 0) out.append('\\').append("\"\\bfnrt".charAt(named));
            else if (one < 0x20 || isLone(text, i)) out.append(String.format("\\u%04x", (int) one));
            else out.append(one);
        }
        out.append('"');
    }

    /** Half of a character outside the basic plane, without the other half. */
    private static boolean isLone(String text, int at) {
        char one = text.charAt(at);
        if (Character.isHighSurrogate(one))
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        return Character.isLowSurrogate(one) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
