package cn.creditconnector.client;

import cn.creditconnector.client.api.GradesApi;
import cn.creditconnector.client.http.ApiException;
import cn.creditconnector.client.model.ChangesAnswer;
import java.io.IOException;

/** The feed of changed grades, by pages, oldest first. */
public final class ChangeFeed {
    private static final int MOST = 1000;

    private final GradesApi api;
    private final CursorStore cursor;

    ChangeFeed(GradesApi api, CursorStore cursor) {
        this.api = api;
        this.cursor = cursor;
    }

    /** Takes a page. A page whose handling throws comes again. */
    public interface Handler {
        void handle(ChangesAnswer page) throws IOException;
    }

    /**
     * Hands over what is new, up to the present end, and saves each page's cursor once it was handled: at least once. A
     * repeated change has the same {@code changeId}.
     *
     * @return the number of changes
     */
    public long read(Handler handler) throws ApiException, IOException {
        return read(handler, MOST);
    }

    /**
     * @param limit changes a page, 1 to 1000
     */
    public long read(Handler handler, int limit) throws ApiException, IOException {
        String after = cursor.load();
        for (long count = 0; ; ) {
            ChangesAnswer page = api.getGradesChanges(after, limit);
            if (page.getChanges().isEmpty()) return count;
            handler.handle(page);
            cursor.save(page.getNext());
            after = page.getNext();
            count += page.getChanges().size();
        }
    }
}
