import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noticesOf, noticesText, packageOfModule, runtimePackages, withResources } from '../notices/notices.ts';
import { projectFolder } from '../project.mjs';
import type { LockedPackage } from './check.ts';

const packages: Readonly<Record<string, LockedPackage>> = JSON.parse(
  readFileSync(join(projectFolder, 'package-lock.json'), 'utf8'),
).packages;

describe('the notices', () => {
  it('have the licence of every package that is shipped, with its text', () => {
    const shipped = runtimePackages(packages);
    expect(shipped.length).toBeGreaterThan(90);
    const { notices, texts } = withResources(projectFolder, noticesOf(projectFolder, packages, shipped));
    expect(notices.length).toBe(shipped.length + 1);
    expect(texts.length).toBeLessThan(notices.length);
    for (const { name, text } of notices) expect([name, texts[text]]).toEqual([name, expect.stringMatching(/\w{4}/)]);
    expect(texts[notices.find(({ name }) => name === 'zod')?.text ?? -1]).toContain('Permission is hereby granted');
  });

  it('are a text as well, with each licence once beneath those that it is of', () => {
    const a = { name: 'a', version: '1.0.0', licence: 'MIT', text: 0 };
    const text = noticesText({ notices: [a, { ...a, name: 'b', version: '' }], texts: ['Permission is granted.'] });
    expect(text).toContain('a 1.0.0\nb\n\nPermission is granted.\n');
  });

  it('have the fonts, and what the data was made from', () => {
    const font = 'node_modules/@fontsource-variable/inter';
    const { notices, texts } = withResources(projectFolder, noticesOf(projectFolder, packages, [font]));
    expect(notices.map(({ licence }) => licence)).toEqual(['Apache-2.0', 'OFL-1.1']);
    expect(texts.join()).toContain('SIL OPEN FONT LICENSE');
    expect(texts.join()).toContain('The Kubernetes Authors');
  });

  it('fail, by name, where a licence is not allowed, not declared, or without its text', () => {
    const path = 'node_modules/zod';
    const as = (license: string | null): (() => unknown) => {
      const { license: _, ...entry } = packages[path] ?? {};
      return () => noticesOf(projectFolder, { [path]: license === null ? entry : { ...entry, license } }, [path]);
    };
    expect(as('MIT')).not.toThrow();
    expect(as('AGPL-3.0')).toThrow('node_modules/zod has the licence AGPL-3.0');
    expect(as(null)).toThrow('node_modules/zod has the licence not declared');
    // A folder that is there and has no such file.
    expect(() => noticesOf(projectFolder, { src: { license: 'MIT' } }, ['src'])).toThrow('comes without its licence');
  });

  it.each([
    ['/home/a/node_modules/react/index.js', 'node_modules/react'],
    ['/home/a/node_modules/@mui/material/Box/index.js?v=1', 'node_modules/@mui/material'],
    ['/home/a/node_modules/a/node_modules/@b/c/d.js', 'node_modules/a/node_modules/@b/c'],
    ['C:\\a\\node_modules\\react\\index.js', 'node_modules/react'],
    ['/home/a/src/main.ts', null],
    ['\0vite/preload-helper.js', null],
  ])('know what a module was bundled from: %s', (id, path) => {
    expect(packageOfModule(id)).toBe(path);
  });
});
