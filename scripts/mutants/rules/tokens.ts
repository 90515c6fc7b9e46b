import { change, integration, type Mutant } from '../mutant.ts';

const expired = ['simple', 'JWT'].map(
  (kind) => `a ${kind} token that has expired is renewed for calls, new watches, snapshots and watches that resume`,
);
const restarted = 'a token that has expired while its member was down is renewed';

/** Rules of auth tokens. */
export const tokens: readonly Mutant[] = [
  {
    rule: 'an expired token is renewed',
    changes: change('failures.ts', "error.code === 'InvalidAuthToken' || ", ''),
    tests: integration('auth', ...expired, restarted),
  },
  {
    rule: 'a call is made again with the new token',
    changes: change(
      'channel.ts',
      '|| token === null || !isStaleToken(failure)) {',
      '|| token === null || failure !== null) {',
    ),
    tests: integration('auth', ...expired, restarted),
  },
  {
    rule: 'a stream is opened again with the new token',
    changes: change('open-stream.ts', 'if (!mayBeToken || !(await stream.renewToken(bounds.deadline))) ', ''),
    tests: integration('auth', ...expired),
  },
  {
    rule: 'a token older than the users and roles is renewed',
    changes: change('failures.ts', "error.code === 'AuthOldRevision' || ", ''),
    tests: integration('auth', 'a token older than the last change of users and roles is renewed'),
  },
  {
    rule: 'a stream carries the token',
    changes: change(
      'channel.ts',
      'const headers = toMetadata(token, metadata);',
      'const headers = toMetadata(null, metadata);',
    ),
    tests: integration('auth', 'does everything over mutual TLS as a user', ...expired),
  },
];
