import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionModule } from '../../infra/bundle.ts';
import { namedErrors } from '../../infra/lambda-only/parts-of-packages.ts';

const root = join(import.meta.dirname, '../..');

/** What bundles leave out of the SDK changes nothing that the code sees of an error. */
describe('errors of the SDK in a bundle', () => {
  it('have classes of their own where the code tells them apart by class', async () => {
    const sources = globSync('{lib,functions}/**/*.ts', { cwd: root });
    const named = new Set<string>();
    for (const path of sources)
      for (const [, names = '', client = ''] of readFileSync(join(root, path), 'utf8').matchAll(
        /import \{([^}]*)\} from '(@aws-sdk\/client-[\w-]+)'/g,
      )) {
        const exported = (await import(client)) as Record<string, { prototype?: unknown }>;
        for (const name of names.split(',').map((one) => one.trim()))
          if (exported[name]?.prototype instanceof Error) named.add(name);
      }
    expect([...named].filter((name) => !name.endsWith('ServiceException')).sort()).toEqual(namedErrors);
  });

  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const answers: object[] = [];
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    const answer = answers.shift() ?? { Plaintext: 'AAAA' };
    response.writeHead('__type' in answer ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer));
  });
  // biome-ignore lint/suspicious/noExplicitAny: what a bundle exports.
  let bundled: any;
  let settings: object;
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    settings = { region: 'local-1', endpoint: `http://127.0.0.1:${port}`, credentials };
    const contents = ['client-dynamodb', 'client-kms', 'client-sqs']
      .map((name) => `export * as ${name.slice(7)} from '@aws-sdk/${name}';`)
      .join('');
    const outfile = join(folder, 'index.mjs');
    await build({ stdin: { contents, resolveDir: root }, outfile, ...functionModule });
    bundled = await import(outfile);
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  const error = (name: string) => ({ __type: `com.amazonaws#${name}`, message: `said by ${name}` });
  const put = () => {
    const { DynamoDBClient, PutItemCommand } = bundled.dynamodb;
    return new DynamoDBClient(settings).send(new PutItemCommand({ TableName: 'table', Item: {} }));
  };

  it('keep their name, message and status where their class is that of the service', async () => {
    const { DecryptCommand, KMSClient, KMSServiceException } = bundled.kms;
    answers.push(error('NotFoundException'));
    const failed = new KMSClient(settings).send(new DecryptCommand({ CiphertextBlob: new Uint8Array(1) }));
    const thrown = await failed.catch((cause: unknown) => cause);
    expect(thrown).toBeInstanceOf(KMSServiceException);
    expect(thrown).toMatchObject({
      name: 'NotFoundException',
      message: 'said by NotFoundException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('keep the class of a condition that failed', async () => {
    answers.push(error('ConditionalCheckFailedException'));
    await expect(put()).rejects.toBeInstanceOf(bundled.dynamodb.ConditionalCheckFailedException);
  });

  it('are tried again as before', async () => {
    const before = asked;
    answers.push(error('ProvisionedThroughputExceededException'), error('ThrottlingException'), {});
    await put();
    expect(asked - before).toBe(3);
    answers.push(error('ValidationException'));
    await expect(put()).rejects.toThrow('said by ValidationException');
    expect(asked - before).toBe(4);
  });
});
