// Tells the advisories that it is given as JSON, and fails where one of them is grave.
import { printable } from '../printable.mjs';
import { isGrave } from './advisories.mjs';

/** @type {readonly import('./advisories.mjs').Advisory[]} */
const advisories = JSON.parse(process.argv[2] ?? '[]');
for (const advisory of advisories) {
  const { name, severity, title, isShipped } = advisory;
  const words = `${isGrave(advisory) ? 'FAILS' : 'known'}: ${name}${isShipped ? '' : ', a tool'}: ${severity}: ${title}`;
  console.log(printable(words.replaceAll('\n', ' ')));
}
console.log(`${advisories.length} known weaknesses in the packages of package-lock.json`);
if (advisories.some(isGrave)) process.exitCode = 1;
