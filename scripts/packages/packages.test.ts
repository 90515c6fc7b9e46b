import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../project.mjs';
import { type LockedPackage, type Manifest, type Project, packageViolations } from './check.ts';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');

function filesOf(project: string): ReadonlyMap<string, string> {
  const within = ['src', 'scripts', 'e2e', 'build'].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(tsx?|[cm]js|css|yml)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const own = ['vitest.config.ts', 'electron.vite.config.ts'].map((file) => join(project, file));
  const paths = [...within, ...own].map((file) => relative(project, file).split(sep).join('/'));
  // The names of packages that these folders have are names in rules, and no imports.
  const isRule = /^scripts\/(packages|layers)\//;
  return new Map(paths.filter((path) => !isRule.test(path)).map((path) => [path, read(path)]));
}

const ours: Project = {
  manifest: JSON.parse(read('package.json')),
  packages: JSON.parse(read('package-lock.json')).packages,
  files: filesOf(projectFolder),
  npmrc: read('.npmrc'),
};

describe('the packages', () => {
  it('keep the rules', () => {
    expect(ours.files.size).toBeGreaterThan(500);
    expect(Object.keys(ours.packages).length).toBeGreaterThan(300);
    expect(packageViolations(ours)).toEqual([]);
  });

  it('are locked as package.json names them', () => {
    const { dependencies, devDependencies } = ours.manifest;
    expect(ours.packages['']).toMatchObject({ dependencies, devDependencies });
  });
});

/** Ours with something wrong in it. */
function planted(wrong: {
  readonly manifest?: Partial<Manifest>;
  readonly packages?: Readonly<Record<string, LockedPackage>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly npmrc?: string;
}): readonly string[] {
  return packageViolations({
    manifest: { ...ours.manifest, ...wrong.manifest },
    packages: { ...ours.packages, ...wrong.packages },
    files: new Map([...ours.files, ...Object.entries(wrong.files ?? {})]),
    npmrc: wrong.npmrc ?? ours.npmrc,
  });
}

const good: LockedPackage = { version: '1.0.0', integrity: 'sha512-a', license: 'MIT' };

describe('the check of the packages', () => {
  const { dependencies, devDependencies } = ours.manifest;
  it.each([
    ['is imported nowhere', { manifest: { dependencies: { ...dependencies, 'left-pad': '1.0.0' } } }],
    ['is explained and not there', { manifest: { devDependencies: omit(devDependencies, 'happy-dom') } }],
    ['is imported by src/a.ts', { files: { 'src/a.ts': "import { Window } from 'happy-dom';" } }],
    ['and not shipped', { files: { 'src/core/a.ts': "import { z } from 'vite';" } }],
    ['Name one version', { manifest: { dependencies: { ...dependencies, zod: '^4.6.7' } } }],
    ['lets install scripts run', { npmrc: 'fund=false\n' }],
    ['has no sha512', { packages: { 'node_modules/a': { ...good, integrity: 'sha1-a' } } }],
    ['has no sha512', { packages: { 'node_modules/a': { version: '1.0.0', license: 'MIT' } } }],
    ['Take it from a registry', { packages: { 'node_modules/a': { ...good, resolved: 'git+ssh://git@x/a.git' } } }],
    ['run a script on install', { packages: { 'node_modules/a': { ...good, hasInstallScript: true } } }],
    ['has the licence AGPL-3.0', { packages: { 'node_modules/a': { ...good, license: 'AGPL-3.0' } } }],
    ['has the licence MPL-2.0', { packages: { 'node_modules/a': { ...good, license: 'MPL-2.0' } } }],
    ['has the licence not declared', { packages: { 'node_modules/a': omit(good, 'license') } }],
    ['needs Node >=22', { packages: { 'node_modules/a': { ...good, engines: { node: '>=22' } } } }],
    ['needs Node ^22', { packages: { 'node_modules/a': { ...good, engines: { node: '^22.12.0 || >=24' } } } }],
    ['in two majors', { packages: { 'node_modules/a/node_modules/zod': { ...good, version: '3.0.0' } } }],
  ] as const)('says %s', (words, wrong) => {
    expect(planted(wrong)).toEqual([expect.stringContaining(words)]);
  });

  it('says that a double is one no longer', () => {
    const isOldYaml = (path: string, { version = '' }: LockedPackage): boolean =>
      path.endsWith('/yaml') && version.startsWith('1.');
    const packages = Object.entries(ours.packages).filter(([path, entry]) => !isOldYaml(path, entry));
    const violations = packageViolations({ ...ours, packages: Object.fromEntries(packages) });
    expect(violations).toEqual([expect.stringContaining('yaml is there once')]);
  });

  it.each(['>=20', '>= 20.19.0', '>=18 <30', '^12.20.0 || >=16.0.0', '*'])('takes Node %s', (node) => {
    expect(planted({ packages: { 'node_modules/a': { ...good, engines: { node } } } })).toEqual([]);
  });

  it('takes other licences for tools', () => {
    const tool = { ...good, dev: true, license: 'MPL-2.0', engines: { node: '>=24' } };
    expect(planted({ packages: { 'node_modules/a': tool } })).toEqual([]);
  });
});

function omit<T extends object>(from: T, name: string): T {
  return Object.fromEntries(Object.entries(from).filter(([key]) => key !== name)) as T; // all but one, as it was
}
