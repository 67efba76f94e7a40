import { brotliDecompressSync } from 'node:zlib';

/**
 * Bundled instead of `brotli/decompress.js` (486 kB), by which fontkit reads WOFF2 fonts: Node.js has it, too.
 * @param compressed a table of a font
 */
const decompress = (compressed: Uint8Array): Uint8Array => new Uint8Array(brotliDecompressSync(compressed));

export default decompress;
