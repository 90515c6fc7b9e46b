import { expect, it } from 'vitest';
import type { ConnectionTraits } from '../../../../contract/connections/profile.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import { toValidProfile } from '../../profiles/profile.ts';
import { WriteLock } from './write-lock.ts';

const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
const refused = expect.objectContaining({ code: 'ReadOnly', operation: 'put' });

it('lets nothing through before it is known what the cluster holds', () => {
  const lock = aLock({});
  expect(lock.mustAsk).toBe(true);
  expect(lock.state()).toEqual({ reason: 'unknown', unlockedUntil: null });
  expect(() => lock.admit('put')).toThrow(refused);
  lock.learn([]);
  expect(lock.mustAsk).toBe(false);
  lock.admit('put');
  expect(lock.state()).toBeNull();
});

it('has the cluster asked again each minute while it holds none, and a moment later where the clock was set back', () => {
  let now = 1_000_000;
  const lock = aLock({}, false, () => now);
  lock.learn([]);
  now += 59_999;
  expect(lock.mustAsk).toBe(false);
  now += 1;
  expect(lock.mustAsk).toBe(true);
  lock.learn(null);
  expect(lock.mustAsk).toBe(false);
  expect(lock.state()).toBeNull();
  now -= 120_000;
  expect(lock.mustAsk).toBe(true);
  lock.learn([prefix('/registry/')]);
  now += 3_600_000;
  expect(lock.mustAsk).toBe(false);
});

it('is not opened by nobody who could say', () => {
  const lock = aLock({});
  lock.learn(null);
  expect(lock.mustAsk).toBe(true);
  expect(() => lock.admit('put')).toThrow(refused);
});

it('keeps what was found, and closes whenever more is', () => {
  const lock = aLock({});
  lock.learn([]);
  lock.admit('put');
  lock.learn([prefix('/a/')]);
  expect(lock.state()).toEqual({ reason: 'registry', unlockedUntil: null });
  lock.learn([prefix('/a/'), prefix('/b/')]);
  lock.learn([]);
  expect(lock.registries).toEqual([prefix('/a/'), prefix('/b/')]);
  expect(() => lock.admit('put')).toThrow(refused);
});

it('closes where another connection of the cluster is production; its own reason says more', () => {
  const lock = aLock({});
  lock.learn([]);
  lock.protect();
  expect(lock.state()).toEqual({ reason: 'productionElsewhere', unlockedUntil: null });
  expect(() => lock.admit('put')).toThrow(refused);
  lock.adopt(aProfile({ readOnly: true }, 'a b'));
  expect(lock.state()?.reason).toBe('chosen');
});

it('asks nothing of a sandbox', () => {
  const sandbox = aLock({ environment: 'production' }, true);
  expect(sandbox.mustAsk).toBe(false);
  sandbox.admit('put');
});

it('opens for 15 minutes, again from the last time the name is typed', () => {
  let now = 1_000_000;
  const lock = aLock({ imported: true }, false, () => now);
  expect(lock.unlock(' a b ')).toEqual({ reason: 'imported', unlockedUntil: now + 900_000 });
  now += 600_000;
  expect(lock.unlock('a b')?.unlockedUntil).toBe(now + 900_000);
  now += 899_999;
  lock.admit('put');
  now += 1;
  expect(() => lock.admit('put')).toThrow(refused);
  expect(lock.state()).toEqual({ reason: 'imported', unlockedUntil: null });
});

it('knows a connection by the name it was saved under last', () => {
  const lock = aLock({ readOnly: true });
  lock.adopt(aProfile({ readOnly: false }, 'new name'));
  expect(() => lock.unlock('a b')).toThrow(expect.objectContaining({ code: 'BadRequest' }));
  expect(lock.unlock('new name')?.reason).toBe('chosen');
});

const prefix = (text: string): Uint8Array => new TextEncoder().encode(text);

function aLock(traits: Partial<ConnectionTraits>, isExempt = false, now = () => 0): WriteLock {
  return new WriteLock({ profile: aProfile(traits, 'a b'), isExempt, clock: { now } });
}

function aProfile(traits: Partial<ConnectionTraits>, name: string) {
  // An id made up for this test.
  const id = 'a' as ConnectionId;
  return toValidProfile({ id, name, endpoints: ['http://a:2379'], tls, user: null, ...traits });
}
