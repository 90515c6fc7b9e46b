import { describe, expect, it } from 'vitest';
import { isGrave, readAudit } from './advisories.mjs';

const lock = { packages: { 'node_modules/ws': {}, 'node_modules/vite': { dev: true } } };
const weakness = (name: string, severity: string) => ({
  name,
  severity,
  via: [{ title: 'reads too far' }, 'other'],
  nodes: [`node_modules/${name}`],
});

describe('the advisories', () => {
  it('are read from what npm audit prints', () => {
    const vulnerabilities = { ws: weakness('ws', 'moderate'), vite: weakness('vite', 'moderate') };
    expect(readAudit(JSON.stringify({ auditReportVersion: 2, vulnerabilities }), lock)).toEqual({
      advisories: [
        { name: 'ws', severity: 'moderate', title: 'reads too far; through other', isShipped: true },
        { name: 'vite', severity: 'moderate', title: 'reads too far; through other', isShipped: false },
      ],
    });
  });

  it.each([
    ['', 'npm printed no JSON'],
    ['{"message":"405 Method Not Allowed - POST"}', '405 Method Not Allowed - POST'],
    ['{"auditReportVersion":3,"vulnerabilities":{}}', 'it is of an unknown kind'],
  ])('are missing where it printed %j', (answer, why) => {
    expect(readAudit(answer, lock)).toEqual({ missing: expect.stringContaining(`(${why})`) });
  });

  it.each([
    ['critical', false, true],
    ['high', false, true],
    ['moderate', true, true],
    ['moderate', false, false],
    ['low', true, false],
  ])('of severity %s fail the check, shipped: %s: %s', (severity, isShipped, expected) => {
    expect(isGrave({ name: 'a', title: 'b', severity, isShipped })).toBe(expected);
  });
});
