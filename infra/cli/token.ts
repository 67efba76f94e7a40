import { parseArgs } from 'node:util';
import { localIssuer } from './local-issuer.ts';

const usage = `Prints a bearer token of this machine's issuer.

  npm run -s token -- --agency NAME --scope "grades:read files:read" [--minutes 60]

Scopes: feeds:write:<source>, grades:read, files:read, casework:write, policy:write, review:write, operations:write.`;

const { values } = parseArgs({
  options: {
    agency: { type: 'string' },
    scope: { type: 'string' },
    minutes: { type: 'string', default: '60' },
    help: { type: 'boolean', short: 'h' },
  },
  strict: false,
});
const { agency, scope, minutes } = values;
const isUsable = typeof agency === 'string' && typeof scope === 'string' && Number(minutes) > 0;
if (values['help']) console.log(usage);
else if (!isUsable) {
  console.error(usage);
  process.exitCode = 2;
} else console.log(await (await localIssuer()).sign({ agency, scope, minutes: Number(minutes) }));
