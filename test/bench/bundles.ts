import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleFunctions, lambdaModule } from '../../infra/bundle.ts';
import { bundleConsole } from '../../infra/console-bundle.ts';
import { type FunctionDefinition, functions } from '../../infra/system.ts';
import { show } from './measure.ts';

/** The SDK clients a function needs, by what it touches. */
const clientsOf = ({ touches, startedBy }: FunctionDefinition): string[] => [
  ...(touches.table ? ['@aws-sdk/client-dynamodb'] : []),
  ...(touches.sendsTo || startedBy.queue ? ['@aws-sdk/client-sqs'] : []),
  ...(touches.bucket ? ['@aws-sdk/client-s3'] : []),
  ...(touches.makesDataKeys ? ['@aws-sdk/client-kms'] : []),
  ...(touches.personalData ? ['@aws-sdk/client-kms', '@aws-sdk/client-secrets-manager'] : []),
];

const commands: Readonly<Record<string, string>> = {
  '@aws-sdk/client-dynamodb': 'DynamoDBClient,GetItemCommand,PutItemCommand,QueryCommand,UpdateItemCommand',
  '@aws-sdk/client-sqs': 'SQSClient,SendMessageBatchCommand,GetQueueAttributesCommand',
  '@aws-sdk/client-s3': 'S3Client,GetObjectCommand,PutObjectCommand,HeadObjectCommand',
  '@aws-sdk/client-kms': 'KMSClient,GenerateDataKeyWithoutPlaintextCommand,DecryptCommand',
  '@aws-sdk/client-secrets-manager': 'SecretsManagerClient,GetSecretValueCommand',
};

const root = join(import.meta.dirname, '../..');

/** Milliseconds to import a module in a new process, the best of three. */
function importMilliseconds(file: string): number {
  const script = `const t=performance.now();await import(${JSON.stringify(file)});console.log(performance.now()-t)`;
  const env = { ...process.env, AWS_REGION: 'local-1' };
  const times = Array.from({ length: 3 }, () =>
    Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' })),
  );
  return Math.min(...times);
}

export async function benchBundles(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  console.log(
    'Bundles: kB and milliseconds to import, beside an empty handler with the same SDK clients, bundled plainly (aim: under 700 kB)',
  );
  for (const { name, folder: built, bytes } of await bundleFunctions(folder)) {
    const clients = clientsOf(functions[name]);
    const contents = `${clients.map((client) => `import {${commands[client]}} from '${client}';export const _${clients.indexOf(client)}=[${commands[client]}];`).join('')}export const handler=async()=>undefined;`;
    const outfile = join(folder, 'empty', `${name}.mjs`);
    const empty = buildSync({
      stdin: { contents, resolveDir: root },
      outfile,
      ...lambdaModule,
      metafile: true,
    });
    const emptyBytes = Object.values(empty.metafile.outputs)[0]?.bytes ?? 0;
    const [ours, theirs] = [importMilliseconds(join(built, 'index.mjs')), importMilliseconds(outfile)];
    const kilobytes = (count: number): string => (count / 1000).toFixed(0);
    show(
      name,
      `${kilobytes(bytes)} kB ${ours.toFixed(0)} ms | ${kilobytes(emptyBytes)} kB ${theirs.toFixed(0)} ms`,
    );
  }
  for (const { name, bytes, sentBytes } of await bundleConsole(join(folder, 'console')))
    show(
      name.replace(/-\w+\./, '.'),
      `${(bytes / 1000).toFixed(0)} kB, sent as ${(sentBytes / 1000).toFixed(1)} kB (aim: 200 kB in all)`,
    );
  rmSync(folder, { recursive: true });
}
