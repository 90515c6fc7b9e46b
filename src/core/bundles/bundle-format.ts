import { type BundleFormat, bundleMark } from '../../contract/bundles.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { KeyCoverage } from '../../contract/key-coverage.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { toBase64 } from '../bytes/base64.ts';
import { compareBytes, textOf } from '../bytes/bytes.ts';
import { toClusterId } from '../etcd/ids.ts';

/** The version of the format that bundles are written in. One that is not known is refused. */
export const bundleVersion = 1;

/** Beyond this a file is not read: its text would no longer fit into one string. */
export const mostBundleBytes = 256 * 1024 * 1024;
/** YAML takes a hundred times as long as JSON to read, and ten times its size of memory. */
export const mostYamlBytes = 32 * 1024 * 1024;

/** The cluster's id in a bundle that was exported from kine, whose answers name no other. */
export const kineCluster = toClusterId('0');

/** What stands at the head of a bundle. */
export interface BundleHead {
  /** The keys' common beginning, where they were exported by it; else `null`. */
  readonly prefix: Uint8Array | null;
  /** 0 where the bundle does not tell. */
  readonly revision: number;
  /** `null` where the bundle does not tell. */
  readonly clusterId: ClusterId | null;
  /**
   * When the data was read, in milliseconds since 1970; `null` where unknown, as in bundles written before etcdeck
   * stored it.
   */
  readonly dataTime: number | null;
  /** Bundles of before it was stored say their prefix only. */
  readonly coverage: KeyCoverage;
}

type Field = readonly [name: string, value: string | number | null];

/** Everything before the first entry. */
export function headText(format: BundleFormat, head: BundleHead): string {
  const { prefix, revision, clusterId, dataTime } = head;
  const fields: readonly Field[] = [
    ['format', bundleMark],
    ['version', bundleVersion],
    ...(clusterId === null ? [] : [['cluster', clusterId] as const]),
    ['revision', revision],
    ...(dataTime === null ? [] : [['dataTime', new Date(dataTime).toISOString()] as const]),
    ...(prefix === null ? [] : [bytesField('prefix', prefix)]),
    ...coverageFields(head),
  ];
  if (format === 'yaml') return `${fields.map(yamlLine).join('')}entries:`;
  return `{\n${fields.map((field) => `  ${jsonField(field)},\n`).join('')}  "entries": [`;
}

/** What older etcdecks skip. The prefix stands once where it is covered whole. */
function coverageFields({ prefix, coverage: { keys, secrets } }: BundleHead): readonly Field[] {
  const isSamePrefix = keys.kind === 'prefix' && prefix !== null && compareBytes(keys.prefix, prefix) === 0;
  return [
    ['coverage', keys.kind],
    ...(keys.kind !== 'prefix' || isSamePrefix ? [] : [bytesField('coveredPrefix', keys.prefix)]),
    ...(secrets === 'unknown' ? [] : [['secrets', secrets] as const]),
  ];
}

/** An entry, the first of a bundle or another; what is not needed to put it back is there to be read. */
export function entryText(format: BundleFormat, entry: KeyValue, isFirst: boolean): string {
  const { key, value, lease, createRevision, modRevision, version } = entry;
  const fields: readonly Field[] = [
    bytesField('key', key),
    bytesField('value', value),
    ...(lease === null ? [] : [['lease', lease] as const]),
    ['createRevision', createRevision],
    ['modRevision', modRevision],
    ['version', version],
  ];
  if (format === 'json') return `${isFirst ? '' : ','}\n    {${fields.map(jsonField).join(', ')}}`;
  return `\n${fields.map((field, place) => `${place === 0 ? '- ' : '  '}${yamlLine(field)}`).join('')}`.trimEnd();
}

/** Everything behind the last entry. */
export function tailText(format: BundleFormat, isEmpty: boolean): string {
  if (format === 'json') return `${isEmpty ? '' : '\n  '}]\n}\n`;
  return isEmpty ? ' []\n' : '\n';
}

/** Bytes as the text that they are, exactly, or in base64. */
function bytesField(name: string, bytes: Uint8Array): Field {
  const text = textOf(bytes);
  if (text !== null) return [name, text];
  return [`${name}Base64`, toBase64(bytes)];
}

function jsonField([name, value]: Field): string {
  return `"${name}": ${JSON.stringify(value)}`;
}

/** A line, or a text of several lines as it is, where nothing in it could be read as something else. */
function yamlLine([name, value]: Field): string {
  if (typeof value !== 'string') return `${name}: ${value}\n`;
  if (!isPlainLines(value)) return `${name}: ${quotedText(value)}\n`;
  const indented = value.replace(/\n(?=[^\n])/g, '\n    ');
  return `${name}: |2${value.endsWith('\n') ? '+' : '-'}\n    ${indented}${value.endsWith('\n') ? '' : '\n'}`;
}

/** Whether YAML keeps the lines as they are: no character that it would fold, refuse or take for a line end. */
function isPlainLines(text: string): boolean {
  return text.includes('\n') && /^[^\n]/.test(text) && !unsafe.test(text) && !/\n\n$/.test(text);
}

const unsafe = /[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** A JSON string is a YAML string, except for characters that only YAML wants escaped. */
function quotedText(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
