package cn.creditconnector.client;

/** A bearer token, and when it ends in milliseconds since 1970 ({@link Long#MAX_VALUE} where that is not known). */
public final class Token {
    private final String value;
    private final long endsAt;

    public Token(String value, long endsAt) {
        this.value = value;
        this.endsAt = endsAt;
    }

    public String value() {
        return value;
    }

    public long endsAt() {
        return endsAt;
    }

    /** It ends with nothing of it in a log. */
    @Override
    public String toString() {
        return "Token";
    }
}
