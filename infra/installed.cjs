/** Runs before `npm start`, `npm run demo` and `npm test`, on whatever Node the machine has: CommonJS, nothing installed. */
const { existsSync } = require('node:fs');
const { join } = require('node:path');

if (!existsSync(join(__dirname, '../node_modules/.package-lock.json'))) {
  console.error('The packages are not installed yet. Run `npm ci` first.');
  process.exit(1);
}
