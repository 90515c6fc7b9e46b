import { expect, it } from 'vitest';
import { type ErrorCode, EtcdeckError } from '../../contract/failure.ts';
import { mostTelling } from './most-telling.ts';

const told = (...codes: readonly ErrorCode[]): string | undefined =>
  mostTelling(codes.map((code) => new EtcdeckError({ code, message: code })))?.code;

it('reports what a member said before what could not be reached, and the first of equals', () => {
  expect(told('ConnectionRefused', 'ConnectTimeout', 'NoLeader', 'PermissionDenied')).toBe('NoLeader');
  expect(told('ConnectTimeout', 'ConnectionRefused')).toBe('ConnectTimeout');
  expect(told()).toBeUndefined();
});
