import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeObstacle, oldestNode } from './node-version.mjs';

describe('the version of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '22.23.3', '24.1.0'])('%s fits', (version) => {
    expect(nodeObstacle(version)).toBeNull();
  });

  it.each(['12.22.0', '18.20.4', '20.18.3', '21.7.0', '22.11.0'])('%s is told apart, with what to do', (version) => {
    expect(nodeObstacle(version)).toMatch(new RegExp(`this is Node ${version}\\. Get one from`));
  });

  it('is the one that package.json names', () => {
    const { engines } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));
    expect(engines.node).toBe(`^20.${oldestNode[20]}.0 || >=22.${oldestNode[22]}.0`);
  });
});
