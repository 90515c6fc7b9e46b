// node read-answer.mjs URL CA TOKEN ACCEPT: reads one answer to its end, and prints how long that took as JSON.
import { readFileSync } from 'node:fs';
import { get } from 'node:https';

const [url = '', ca = '', token = '', accept = ''] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${token}`, Accept: accept };
const since = performance.now();
get(url, { ca: readFileSync(ca), headers }, (answer) => {
  let bytes = 0;
  answer.on('data', (part) => {
    bytes += part.length;
  });
  answer.on('end', () => {
    console.log(JSON.stringify({ status: answer.statusCode, bytes, ms: performance.now() - since }));
  });
});
