import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, type Cli } from '../testing/cli-process.ts';
import { goldenObjects, kubernetesSources } from '../testing/kubernetes/golden-objects.ts';
import { registryEntries } from '../testing/kubernetes/registry-mix.ts';

let folder: string;
let cli: Cli;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-values-'));
  cli = await buildCli(folder);
});

afterAll(() => rm(folder, { recursive: true }));

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');

const linesOf = (lines: readonly unknown[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');

/** The answers to lines; `failing` of them are errors, and the exit code and stderr say so. */
async function filter(verb: 'decode' | 'encode', lines: readonly unknown[], failing = 0): Promise<readonly unknown[]> {
  const { stdout, stderr, exitCode } = await cli.run(['values', verb], { input: linesOf(lines) });
  expect({ exitCode, stderr }).toEqual(
    failing === 0
      ? { exitCode: 0, stderr: '' }
      : { exitCode: 1, stderr: `etcdeck: ${failing} of ${lines.length} lines failed; each says why in its place.\n` },
  );
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const widget = '{"kind":"Widget","apiVersion":"example.com/v1","spec":{"b":1.0,"a":12345678901234567890}}';

describe('values decode', () => {
  it('prints JSON as it is stored, and says what it cannot read', async () => {
    const answers = await filter(
      'decode',
      [
        { value: base64(`${widget}\n`) },
        { key: base64('/a'), value: base64('{"a": [1, 2]}') },
        { value: base64('k8s:enc:aescbc:v1:key1:xxxx') },
        { value: base64(Uint8Array.of(0x6b, 0x38, 0x73, 0, 0xff, 0xff)) },
        { value: base64('plain text') },
        { value: 'not base64!' },
        'no JSON',
        '',
        { value: base64('{}') },
      ],
      6,
    );
    expect(answers).toEqual([
      { codec: 'kubernetes', json: widget },
      { codec: 'json', json: '{"a":[1,2]}' },
      { error: { code: 'EncryptionKeyMissing', message: expect.stringContaining('key1') } },
      { error: { code: 'ValueMalformed', message: expect.any(String) } },
      { error: { code: 'ValueMalformed', message: expect.any(String) } },
      { error: { code: 'BadRequest', message: 'value: is no base64' } },
      { error: { code: 'BadRequest', message: 'the line is no JSON' } },
      { error: { code: 'BadRequest', message: 'the line is no JSON' } },
      { codec: 'json', json: '{}' },
    ]);
  });

  it('answers line by line while its input is open', async () => {
    const { child, ended } = cli.start(['values', 'decode']);
    const answered = new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
    child.stdin.write(`{"value":"${base64('{"a":1}')}"}\n`);
    expect(JSON.parse(await answered)).toEqual({ codec: 'json', json: '{"a":1}' });
    child.stdin.end(`{"value":"${base64('[]')}"}`);
    expect((await ended).stdout).toContain('{"codec":"json","json":"[]"}\n');
  });
});

describe('values encode', () => {
  it('counts what failed in the format asked for', async () => {
    const input = linesOf([{ json: widget }, { json: '{' }]);
    const { stderr, exitCode } = await cli.run(['-w', 'json', 'values', 'encode'], { input });
    expect({ exitCode, ...JSON.parse(stderr) }).toEqual({
      exitCode: 1,
      error: { code: 'ValueNotEncodable', message: '1 of 2 lines failed; each says why in its place' },
    });
  });

  it('gives the bytes of its base back, and keeps how it was stored', async () => {
    const stored = `${widget}\n`;
    const edited = widget.replace('"b":1.0', '"b":2');
    const answers = await filter(
      'encode',
      [
        { json: widget, base: base64(stored) },
        { json: edited, base: base64(stored) },
        { json: widget },
        { json: '{"apiVersion":"v1","kind":"Podd"}' },
        { json: '{"apiVersion":"v1","kind":"Pod","spec":{"containers":"none"}}' },
        { json: '{' },
        { base: base64(stored) },
      ],
      4,
    );
    expect(answers).toEqual([
      { value: base64(stored) },
      { value: base64(`${edited}\n`) },
      { value: base64(stored) },
      { error: { code: 'KindUnknown', message: expect.any(String) } },
      { error: { code: 'ValueNotEncodable', message: expect.stringContaining('spec.containers') } },
      { error: { code: 'ValueNotEncodable', message: expect.any(String) } },
      { error: { code: 'BadRequest', message: expect.stringContaining('json') } },
    ]);
  });
});

describe.skipIf(kubernetesSources() === null)('golden objects', () => {
  it('go through both filters and come back byte for byte', async () => {
    const objects = goldenObjects().filter(({ name }) => name !== 'core.v1.WatchEvent');
    const decoded = await filter(
      'decode',
      objects.map(({ stored }) => ({ value: base64(stored) })),
    );
    expect(decoded).toEqual(objects.map(({ json }) => ({ codec: 'kubernetes', json })));
    const encoded = await filter(
      'encode',
      objects.map(({ json, stored }) => ({ json, base: base64(stored) })),
    );
    expect(encoded).toEqual(objects.map(({ stored }) => ({ value: base64(stored) })));
  });

  it('take 50,000 lines', async () => {
    const lines = [...registryEntries(goldenObjects(), 50_000)].map(({ value }) => `{"value":"${base64(value)}"}\n`);
    const { stdout } = await cli.run(['values', 'decode'], { input: lines.join('') });
    expect(stdout.match(/^\{"codec":"kubernetes"/gm)?.length).toBe(50_000);
  });
});
