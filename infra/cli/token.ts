import { parseArgs } from 'node:util';
import { scopes } from '../../lib/shared/scope.ts';
import { localIssuer } from './local-issuer.ts';

const usage = `Prints a bearer token of this machine's issuer.

  npm run -s token -- --agency NAME --scope "grades:read files:read" [--person ID] [--name NAME] [--division 5401]
                      [--minutes 60]

  --person    who of the agency acts (claim sub); four eyes compares it. Without it: the agency
  --name      the name of the person, as notices print it
  --division  the administrative division it acts for. Without it: the region

Scopes: ${scopes.join(', ')}.`;

const { values } = parseArgs({
  options: {
    agency: { type: 'string' },
    scope: { type: 'string' },
    person: { type: 'string' },
    name: { type: 'string' },
    division: { type: 'string' },
    minutes: { type: 'string', default: '60' },
    help: { type: 'boolean', short: 'h' },
  },
});
const { agency, scope, person, name, division, minutes } = values;
const unknown = (scope ?? '')
  .split(' ')
  .filter((one) => one !== '' && !(scopes as readonly string[]).includes(one));
const isUsable = agency && scope && Number(minutes) > 0 && /^\d{2,6}$/.test(division ?? '54');
if (values.help) console.log(usage);
else if (unknown.length > 0) {
  console.error(`There is no scope ${unknown.join(', ')}.\n\n${usage}`);
  process.exitCode = 2;
} else if (!isUsable) {
  console.error(usage);
  process.exitCode = 2;
} else
  console.log(
    await (await localIssuer()).sign({ agency, scope, person, name, division, minutes: Number(minutes) }),
  );
