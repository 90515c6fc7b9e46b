import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { inProject } from '../project.mjs';
import { lackingFields, merge } from './merge.mjs';
import { readSources } from './source-tree.mjs';
import { emptyTable, fromStored, toStored } from './table.mjs';

/** @typedef {import('./table.mjs').Table} Table */

/** The table that etcdeck ships. */
const tableFile = inProject('resources', 'kubernetes-schema.json.br');

/** @returns {Table} */
export function readTable() {
  return fromStored(JSON.parse(brotliDecompressSync(readFileSync(tableFile)).toString('utf8')));
}

/** @param {Table} table @returns {number} its size in bytes */
function writeTable(table) {
  const text = JSON.stringify(toStored(table));
  const compressed = brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
    },
  });
  writeFileSync(`${tableFile}.new`, compressed);
  renameSync(`${tableFile}.new`, tableFile);
  return compressed.byteLength;
}

const counts = (/** @type {Table} */ { groups, messages }) => {
  const fields = [...messages.values()].reduce((sum, message) => sum + message.fields.length, 0);
  return `${groups.size} API versions, ${messages.size} messages, ${fields} fields`;
};

/**
 * Merges a release into a table, and says what that meant.
 * @param {Table} table
 * @param {Table} release
 */
function mergeRelease(table, release) {
  console.log(`sources: ${counts(release)}`);
  const lacking = lackingFields(table, release);
  if (lacking.length === 0) return merge(table, release);
  console.log(
    `They lack ${lacking.length} fields of the table, so they are taken for an older release: they add to the table and ` +
      'change nothing there. If they are of the newer one, Kubernetes retired these fields: name them in ' +
      `scripts/kubernetes-schema/retired-fields.mjs, and run this again.\n${lacking.map((name) => `  ${name}`).join('\n')}`,
  );
  return merge(release, table);
}

const usage = `usage: npm run kubernetes-schema -- DIR…
Merges the Kubernetes API sources of one release, which lie anywhere under these folders: /usr/share/gocode of Debian's
golang-k8s-{api,apimachinery,apiextensions-apiserver}-dev, or checkouts of kubernetes/{api,apimachinery,
apiextensions-apiserver,kube-aggregator}.`;

/**
 * Merges Kubernetes API sources into the table.
 * @param {readonly string[]} folders relative ones are where npm was called
 */
export function updateSchema(folders) {
  if (folders.length === 0) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  try {
    const before = existsSync(tableFile) ? readTable() : emptyTable;
    const after = mergeRelease(
      before,
      readSources(folders.map((folder) => resolve(process.env.INIT_CWD ?? '', folder))),
    );
    const size = writeTable(after);
    console.log(`before:  ${counts(before)}\nafter:   ${counts(after)}; ${size} bytes`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
