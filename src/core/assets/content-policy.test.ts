import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { contentPolicy } from './content-policy.ts';

it('lets the one script run that stands in the page, and no other', () => {
  const page = readFileSync(new URL('../../renderer/index.html', import.meta.url), 'utf8').replaceAll('\r\n', '\n');
  const inPage = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script);
  const hashes = inPage.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  expect(hashes).toHaveLength(1);
  expect(contentPolicy("'none'")).toContain(`; script-src 'self' ${hashes[0]};`);
});
