import { parseDocument, type ErrorCode as YamlErrorCode } from 'yaml';
import { bundleMark } from '../../contract/bundles.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { CoveredKeys } from '../../contract/key-coverage.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { fromBase64 } from '../bytes/base64.ts';
import { compareBytes, startsWith, textOf } from '../bytes/bytes.ts';
import { toClusterId, toLeaseId } from '../etcd/ids.ts';
import { isRecord } from '../settings/document.ts';
import { jsonErrorOffset } from '../values/json-error.ts';
import { placeOf } from '../values/unreadable.ts';
import { deepPlaceIn } from '../yaml/yaml-depth.ts';
import { type BundleHead, bundleVersion, mostYamlBytes } from './bundle-format.ts';

/** A bundle that was read: its entries in the order of keys. What the file does not tell of one is 0, or no lease. */
export interface ParsedBundle extends BundleHead {
  readonly entries: readonly KeyValue[];
}

/**
 * Reads a bundle, in JSON or YAML. Keys and values must be whole; what is there to be read only (the cluster,
 * revisions, versions, leases, times, the coverage) counts as unknown where it is not what it should be. Fails with
 * `BundleInvalid` (`reason` in its detail, and `place` if known), `PlanTooLarge`.
 */
export function parseBundle(text: string): ParsedBundle {
  if (text.trim() === '') throw empty();
  const document = /^\s*\{/.test(text) ? parseJson(text) : parseYaml(text);
  if (!isRecord(document) || document.format !== bundleMark) throw invalid('', 'it is not a file of exported keys');
  if (document.version !== bundleVersion) throw invalid('version', `only version ${bundleVersion} can be read`);
  const prefix = bytesAt(document, 'prefix', '');
  if (!Array.isArray(document.entries)) throw invalid('entries', 'it is no list');
  const entries = document.entries.map((entry: unknown, place) => toEntry(entry, `entries[${place}]`, prefix));
  const { cluster, dataTime, secrets } = document;
  return {
    prefix,
    clusterId: isId(cluster) ? toClusterId(BigInt(`0x${cluster}`).toString()) : null,
    revision: countAt(document, 'revision'),
    dataTime: typeof dataTime === 'string' ? timeOf(dataTime) : null,
    coverage: {
      keys: coveredKeysOf(document, prefix),
      secrets: secrets === 'held' || secrets === 'leftOut' ? secrets : 'unknown',
    },
    entries: inOrder(entries),
  };
}

/** Bundles of before it was stored have a prefix only where every key below it was exported. */
function coveredKeysOf(document: Readonly<Record<string, unknown>>, prefix: Uint8Array | null): CoveredKeys {
  const { coverage } = document;
  const covered = bytesAt(document, 'coveredPrefix', '') ?? prefix;
  if (coverage === 'chosen') return { kind: 'chosen' };
  const isPrefix = coverage === undefined || coverage === 'prefix';
  return isPrefix && covered !== null ? { kind: 'prefix', prefix: covered } : { kind: 'unknown' };
}

function toEntry(entry: unknown, place: string, prefix: Uint8Array | null): KeyValue {
  if (!isRecord(entry)) throw invalid(place, 'it is no entry');
  const key = bytesAt(entry, 'key', place);
  const value = bytesAt(entry, 'value', place);
  if (key === null || key.length === 0) throw invalid(`${place}.key`, 'there is no key');
  if (value === null) throw invalid(`${place}.value`, 'there is no value');
  if (prefix !== null && !startsWith(key, prefix)) throw invalid(`${place}.key`, 'it does not begin with the prefix');
  const { lease } = entry;
  return {
    key,
    value,
    createRevision: countAt(entry, 'createRevision'),
    modRevision: countAt(entry, 'modRevision'),
    version: countAt(entry, 'version'),
    lease: isId(lease) ? toLeaseId(BigInt(`0x${lease}`).toString()) : null,
  };
}

/** Returns a revision or a version, 0 where the field is none. */
function countAt(record: Readonly<Record<string, unknown>>, name: string): number {
  const count = record[name];
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 0;
}

/** Whether it is a 64-bit id in hexadecimal. */
function isId(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{1,16}$/.test(text);
}

function timeOf(text: string): number | null {
  const time = Date.parse(text);
  return Number.isFinite(time) ? time : null;
}

/** Returns the text of a field, or what its twin has in base64; `null` where there is neither. */
function bytesAt(record: Readonly<Record<string, unknown>>, name: string, place: string): Uint8Array | null {
  const at = (field: string): string => (place === '' ? field : `${place}.${field}`);
  const text = record[name];
  const base64 = record[`${name}Base64`];
  if (text !== undefined && base64 !== undefined) throw invalid(at(name), 'it is there twice');
  if (text !== undefined) {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : none;
    // Half a character would become another one.
    if (typeof text !== 'string' || textOf(bytes) !== text) throw invalid(at(name), 'it is no text');
    return bytes;
  }
  if (base64 === undefined) return null;
  const bytes = typeof base64 === 'string' ? fromBase64(base64) : null;
  if (bytes === null) throw invalid(at(`${name}Base64`), 'it is no base64');
  return bytes;
}

function inOrder(entries: readonly KeyValue[]): readonly KeyValue[] {
  const places = entries.map((_, place) => place);
  const keyAt = (place: number): Uint8Array => entries[place]?.key ?? none;
  places.sort((a, b) => compareBytes(keyAt(a), keyAt(b)));
  for (const [at, place] of places.entries()) {
    const before = places[at - 1];
    if (before !== undefined && compareBytes(keyAt(before), keyAt(place)) === 0) {
      throw invalid(`entries[${Math.max(before, place)}].key`, 'it is there twice');
    }
  }
  return places.flatMap((place) => entries[place] ?? []);
}

const none = new Uint8Array();

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // V8's message quotes some of the text, which may be a secret.
    throw invalid(placeIn(text, jsonErrorOffset(text) ?? 0), 'it is no JSON from here on');
  }
}

function parseYaml(text: string): unknown {
  if (text.length > mostYamlBytes) {
    const message = `YAML of more than ${mostYamlBytes / 2 ** 20} MiB cannot be read; export it as JSON.`;
    throw new EtcdeckError({ code: 'PlanTooLarge', message, detail: { mostBytes: mostYamlBytes } });
  }
  const deep = deepPlaceIn(text);
  if (deep !== null) throw invalid(placeIn(text, deep), 'it is nested too deep');
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    throw invalid(placeIn(text, error.pos[0]), yamlFaults[error.code] ?? 'it is no YAML from here on');
  }
  try {
    return document.toJS();
  } catch {
    // It names the alias, which is text of the file.
    throw invalid('', 'its YAML refers to what is not there, or to itself too often');
  }
}

/** The faults that have words of their own: the parser's are for those who know its parts. */
const yamlFaults: Partial<Readonly<Record<YamlErrorCode, string>>> = {
  BAD_INDENT: 'it is indented wrongly, or a bracket is not closed',
  DUPLICATE_KEY: 'a field of this name stands before it already',
  MISSING_CHAR: 'a quote, colon or bracket is missing',
  MULTIPLE_DOCS: 'a second document begins here',
  TAB_AS_INDENT: 'it is indented by a tab, where YAML takes spaces only',
};

function placeIn(text: string, offset: number): string {
  const { line, column } = placeOf(text, offset);
  return `line ${line}, column ${column}`;
}

function invalid(place: string, reason: string): EtcdeckError {
  const message = place === '' ? `The bundle cannot be read: ${reason}.` : `${place}: ${reason}.`;
  return new EtcdeckError({ code: 'BundleInvalid', message, detail: place === '' ? { reason } : { place, reason } });
}

function empty(): EtcdeckError {
  const message = 'The bundle cannot be read: the file is empty.';
  return new EtcdeckError({ code: 'BundleInvalid', message, detail: { reason: 'it is empty', bytes: 0 } });
}
