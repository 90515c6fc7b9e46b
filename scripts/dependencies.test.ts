import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isInstalled } from './dependencies.mjs';

const zod = { version: '4.6.7', integrity: 'sha512-a' };
const onlyElsewhere = { version: '1.0.0', integrity: 'sha512-b', optional: true };
const folders: string[] = [];

function folderWith(wanted: object, installed: object | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-dependencies-'));
  folders.push(folder);
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
  if (installed === null) return folder;
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('the packages', () => {
  it.each([
    ['never installed', { 'node_modules/zod': zod }, null, false],
    ['installed', { 'node_modules/zod': zod }, { 'node_modules/zod': zod }, true],
    ['of an older lock file', { 'node_modules/zod': zod }, { 'node_modules/zod': { ...zod, version: '4.6.6' } }, false],
    [
      'short of one that was added',
      { 'node_modules/zod': zod, 'node_modules/ws': zod },
      { 'node_modules/zod': zod },
      false,
    ],
    ['complete without what is for other platforms', { 'node_modules/fsevents': onlyElsewhere }, {}, true],
  ])('%s', (_, wanted, installed, expected) => {
    expect(isInstalled(folderWith(wanted, installed))).toBe(expected);
  });
});
