import { describe, expect, it } from 'vitest';
import { eventIn, objectsOf } from './increment-events.ts';

const objects = (text: string) => [...objectsOf(Buffer.from(text))];

describe('objectsOf', () => {
  it('finds each object, whatever its texts have', () => {
    expect(objects('[]')).toEqual([]);
    expect(objects('[{"a":"}]"},{"b":"\\"}"}, {"c":{"d":"\\\\"}}]')).toEqual([
      '{"a":"}]"}',
      '{"b":"\\"}"}',
      '{"c":{"d":"\\\\"}}',
    ]);
  });

  it.each(['', '{}', '[{]', '[{"a]', '[}]', `[${'{"a":'.repeat(9)}1${'}'.repeat(9)}]`])(
    'ends at what is none: %s',
    (text) => {
      expect(objects(text).at(-1)).toBeNull();
    },
  );
});

describe('eventIn', () => {
  const eventWith = (kv: string, more = '') => `{"etcdEvent":{${more}"kv":{"key":"YQ==","mod_revision":7${kv}}}}`;

  it('keeps leases exact, and leaves what is not said', () => {
    const event = eventIn(eventWith(',"create_revision":5,"version":2,"lease":7587895123456789012'));
    expect(event).toMatchObject({
      createRevision: 5,
      version: 2,
      lease: 7587895123456789012n,
      isDeletion: false,
      at: null,
    });
    expect(event?.key.toString()).toBe('a');
    expect(eventIn(eventWith(',"lease":-1'))?.lease).toBe(0xffff_ffff_ffff_ffffn);
    expect(eventIn(eventWith('', '"type":1,'))?.isDeletion).toBe(true);
  });

  it.each([
    eventWith(',"lease":99999999999999999999'),
    eventWith(',"version":1.5'),
    eventWith(',"version":9007199254740993'),
    eventWith('', '"type":2,'),
    '{"etcdEvent":{"kv":{"key":"YQ=="}}}',
    '{"etcdEvent":null}',
    '{',
  ])('refuses %s', (text) => {
    expect(eventIn(text)).toBeNull();
  });

  it('reads the time as Go writes it', () => {
    const text = `${eventWith('').slice(0, -1)},"time":"2026-11-20T12:00:00.123456789+02:00"}`;
    expect(eventIn(text)?.at).toBe(Date.parse('2026-11-20T10:00:00.123Z'));
  });
});
