#!/usr/bin/env node
// Stands in for fpm, which electron-builder makes deb and rpm with: its own comes as a binary of Ruby and all of its
// packages, from one host alone. What is needed of it is what dpkg-deb and rpmbuild do.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFpmArguments } from './fpm-arguments.mjs';
import { layOut, makers } from './system-package.mjs';

const { kind, target, compression, facts, files } = readFpmArguments(process.argv.slice(2), (file) =>
  readFileSync(file, 'utf8'),
);
if (kind !== 'deb' && kind !== 'rpm') throw new Error(`this stand-in for fpm makes no ${kind}`);
const folder = mkdtempSync(join(tmpdir(), 'etcdeck-fpm-'));
try {
  const root = join(folder, 'root');
  layOut(root, files);
  makers[kind](root, facts, target, compression);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
