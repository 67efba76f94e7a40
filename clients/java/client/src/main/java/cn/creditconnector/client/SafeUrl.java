package cn.creditconnector.client;

import okhttp3.HttpUrl;

/** Tokens and secrets go over https alone, or to this machine. */
final class SafeUrl {
    private SafeUrl() {}

    static HttpUrl of(String text) {
        HttpUrl url = HttpUrl.get(text);
        boolean isHere =
                url.host().equals("localhost")
                        || url.host().equals("::1")
                        || url.host().matches("127\\.\\d+\\.\\d+\\.\\d+");
        if (url.isHttps() || isHere) return url;
        throw new IllegalArgumentException(
                url.scheme() + "://" + url.host() + " is not https: tokens are sent over https alone.");
    }
}
