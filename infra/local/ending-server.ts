import type http from 'node:http';

/** Seconds that requests have to end after the server stopped accepting. */
const graceSeconds = 5;
const lookMilliseconds = 50;

/**
 * Closes a server within a bounded time. Idle connections are closed again and again, because a client that keeps its
 * connection alive is idle only between two requests; after the grace period all are closed.
 */
export const closeServer = (server: http.Server, seconds = graceSeconds): Promise<void> =>
  new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), lookMilliseconds);
    const all = setTimeout(() => server.closeAllConnections(), seconds * 1000);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(all);
      resolve();
    });
    server.closeIdleConnections();
  });
