import { join } from 'node:path';
import type { Watch } from './agent.ts';
import type { Box } from './box.ts';
import type { BoxConfig, Config } from './config.ts';
import { connectorAt } from './connector.ts';
import { FileBox } from './files/file-box.ts';
import { folderFiles } from './files/folder.ts';
import { sftpFiles } from './files/sftp.ts';
import type { Journal } from './journal.ts';
import type { Say } from './say.ts';
import { readSecret } from './secrets.ts';
import { mysql } from './tables/mysql.ts';
import { postgresql } from './tables/postgresql.ts';
import { TableBox } from './tables/table-box.ts';

export interface OpenDeps {
  readonly journal: Journal;
  readonly say: Say;
  readonly clock: () => Date;
}

/** How often a run that goes on is asked for. */
const movingMilliseconds = 250;

/** The boxes of a configuration. Nothing is connected before a box is looked at. */
export function openBoxes({ connector, token, state, boxes }: Config, deps: OpenDeps): Watch[] {
  const apiUrl = connector.replace(/\/+$/, '');
  return boxes.map((config) => {
    const own = config.token ?? token;
    return {
      box: boxOf(config, { ...deps, spool: join(state, 'spool') }),
      connector: connectorAt(apiUrl, async () => (own ? readSecret(own) : '')),
      pace: { movingMilliseconds, idleMilliseconds: config.lookEverySeconds * 1000 },
      expectedEveryHours: config.expectedEveryHours,
    };
  });
}

function boxOf(config: BoxConfig, deps: OpenDeps & { spool: string }): Box {
  if (config.kind === 'table') {
    const database = config.database === 'mysql' ? mysql(config) : postgresql(config);
    return new TableBox(config, { ...deps, database });
  }
  const { name, source, patterns, complete, wholeLists } = config;
  return new FileBox(
    {
      name,
      source,
      patterns,
      complete: complete === 'ok-file' ? complete : complete.quietSeconds,
      // The list of defaulters is the one whole list: the same one after another one says that names came back.
      sameIsSkipped: (wholeLists ?? source === 'court') ? 'directly-after' : 'always',
    },
    { ...deps, files: config.kind === 'folder' ? folderFiles(config.folder) : sftpFiles(config) },
  );
}
