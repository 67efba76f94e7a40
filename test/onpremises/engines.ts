import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { servicesOf } from './compose.ts';
import type { Parts } from './parts.ts';
import { answers, type Started, startProgram } from './support.ts';

/** The engines of an installation, each with a folder of its own, at addresses that stay. */
export interface Engines {
  readonly endpoints: { readonly dynamodb: string; readonly queues: string; readonly objects: string };
  readonly all: readonly Started[];
  stop(): Promise<void>;
}

export interface EnginesOptions {
  readonly parts: Parts;
  /** The unpacked archive, whose `compose.yaml` says how they are started. */
  readonly archive: string;
  /** Where they keep what they store. */
  readonly folder: string;
  readonly dotEnv: Readonly<Record<string, string>>;
}

export async function startEngines({ parts, archive, folder, dotEnv }: EnginesOptions): Promise<Engines> {
  const service = servicesOf(archive, dotEnv);
  const at = (name: string): string => join(folder, name);
  for (const name of ['dynamodb', 'queues', 'objects', 'objects/objects', 'objects/versions'])
    mkdirSync(at(name), { recursive: true });
  const ports = { dynamodb: await freePort(), queues: await freePort(), objects: await freePort() };
  const endpoints = {
    dynamodb: `http://127.0.0.1:${ports.dynamodb}`,
    queues: `http://127.0.0.1:${ports.queues}`,
    objects: `http://127.0.0.1:${ports.objects}`,
  };
  const table = service('dynamodb', { '/data': at('dynamodb'), '8000': String(ports.dynamodb) });
  const objects = service('objects', { '/data': at('objects'), ':7070': `127.0.0.1:${ports.objects}` });
  const config = join(folder, 'elasticmq.conf');
  const queues = service('queues', { '/etc/elasticmq.conf': config });
  const given = readFileSync(join(archive, 'elasticmq.conf'), 'utf8');
  const placed = given
    .replaceAll('/data/', `${at('queues')}/`)
    .replaceAll('9324', String(ports.queues))
    .replaceAll('0.0.0.0', '127.0.0.1');
  writeFileSync(config, placed);
  const all = await Promise.all([
    startProgram({
      name: 'dynamodb',
      command: 'java',
      args: [
        '-Xmx512m',
        ...table.command.map((arg) =>
          arg
            .replace('./DynamoDBLocal_lib', join(parts.dynamodb, 'DynamoDBLocal_lib'))
            .replace(/^DynamoDBLocal.jar$/, join(parts.dynamodb, 'DynamoDBLocal.jar')),
        ),
      ],
      env: table.environment,
      folder,
      isReady: () => answers(endpoints.dynamodb),
    }),
    startProgram({
      name: 'queues',
      command: 'java',
      args: [
        '-Xmx512m',
        ...(queues.environment['JAVA_OPTS'] ?? '').split(' '),
        '-cp',
        `${parts.queues}/*`,
        'org.elasticmq.server.Main',
      ],
      env: {},
      folder,
      isReady: () => answers(endpoints.queues),
    }),
    startProgram({
      name: 'objects',
      command: parts.objects,
      args: objects.command,
      env: objects.environment,
      folder,
      isReady: () => answers(endpoints.objects),
    }),
  ]);
  return {
    endpoints,
    all,
    async stop() {
      for (const one of all) await one.kill('SIGTERM');
    },
  };
}
