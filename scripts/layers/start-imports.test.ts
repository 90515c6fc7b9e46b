import { describe, expect, it } from 'vitest';
import { projectSources } from './sources.ts';
import { commandLineStart, productStart, shellStarts, startViolations } from './start-imports.ts';

describe('the start', () => {
  it.each([productStart, commandLineStart, ...shellStarts])('of $entry waits for nothing large', (start) => {
    expect(startViolations(projectSources(), start)).toEqual([]);
  });
});

describe('the check of the start', () => {
  const violations = (app: string, client: string): readonly string[] =>
    startViolations(
      new Map([
        [productStart.entry, app],
        ['src/core/etcd/client.ts', client],
      ]),
      productStart,
    );

  it('names the package and the way to it', () => {
    const found = violations("import { client } from './etcd/client.ts';", "import { Client } from '@grpc/grpc-js';");
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('@grpc/grpc-js is loaded when src/core/app.ts starts');
    expect(found[0]).toContain('src/core/app.ts → src/core/etcd/client.ts');
  });

  it.each([
    ["import type { Client } from '@grpc/grpc-js';"],
    ["import { type Client } from '@grpc/grpc-js';"],
    ["export const client = async () => await import('@grpc/grpc-js');"],
    ["import { z } from 'zod'; import { join } from 'node:path';"],
  ])('lets a file say: %s', (client) => {
    expect(violations("export { client } from './etcd/client.ts';", client)).toEqual([]);
  });

  it('says where the sources that are loaded are too many', () => {
    const files = new Map([[productStart.entry, '//'.padEnd(100)]]);
    expect(startViolations(files, { ...productStart, most: 100 })).toEqual([]);
    expect(startViolations(files, { ...productStart, most: 99 })).toEqual([
      expect.stringContaining('100 characters of source are loaded when src/core/app.ts starts'),
    ]);
  });
});
