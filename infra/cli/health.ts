/** Asks the connector of this machine whether it is well, for supervisors and containers. Exit code 0 when it is. */
const url = `${process.env['API_URL'] || `http://127.0.0.1:${process.env['PORT'] || 8080}`}/health`;
const answer = await fetch(url, { signal: AbortSignal.timeout(8000) }).catch(() => undefined);
console.log(answer ? await answer.text() : `nothing answers at ${url}`);
process.exitCode = answer?.ok ? 0 : 1;
