package cn.creditconnector.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where the place in the change feed is kept: in a file, or in a table of one's own. */
public interface CursorStore {
    /** The cursor that was saved last; null at the first start. */
    String load() throws IOException;

    void save(String cursor) throws IOException;

    /** Keeps it in a file, which is written beside and renamed: a kill leaves the old one or the new one. */
    static CursorStore inFile(Path file) {
        return new CursorStore() {
            @Override
            public String load() throws IOException {
                if (!Files.exists(file)) return null;
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).trim();
                return text.isEmpty() ? null : text;
            }

            @Override
            public void save(String cursor) throws IOException {
                Path draft = file.resolveSibling(file.getFileName() + ".draft");
                try (FileChannel channel =
                        FileChannel.open(
                                draft,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING)) {
                    channel.write(ByteBuffer.wrap((cursor + "\n").getBytes(StandardCharsets.UTF_8)));
                    channel.force(true);
                }
                Files.move(
                        draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        };
    }
}
