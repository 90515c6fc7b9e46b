import { expect, it } from 'vitest';
import { EndpointToken } from './token.ts';

function counted() {
  let asked = 0;
  const token = new EndpointToken(() => Promise.resolve(`token ${++asked}`));
  return { token, asked: () => asked };
}

it('is asked for once, however many need it', async () => {
  const { token, asked } = counted();
  expect(await Promise.all([token.current(0), token.current(0), token.current(0)])).toEqual(Array(3).fill('token 1'));
  expect(await token.current(0)).toBe('token 1');
  expect(asked()).toBe(1);
});

it('is renewed once, however many find it stale', async () => {
  const { token, asked } = counted();
  const stale = await token.current(0);
  expect(await Promise.all([token.renew(stale, 0), token.renew(stale, 0)])).toEqual(['token 2', 'token 2']);
  // A call that reports the stale token late.
  expect(await token.renew(stale, 0)).toBe('token 2');
  expect(asked()).toBe(2);
});

it('is asked for again after a failure', async () => {
  let isDown = true;
  const token = new EndpointToken(() => (isDown ? Promise.reject(new Error('down')) : Promise.resolve('token')));
  await expect(token.current(0)).rejects.toThrow('down');
  isDown = false;
  expect(await token.current(0)).toBe('token');
});
