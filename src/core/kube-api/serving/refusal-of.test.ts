import { expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import { refusalOf } from './refusal-of.ts';

it('lets kubectl say at once that etcd is not reached, instead of asking for a minute', () => {
  const error = new EtcdeckError({ code: 'ConnectionRefused', message: 'connect ECONNREFUSED', retry: true });
  const refusal = refusalOf(error, { revision: null, newest: 0 });
  expect(refusal?.status).toMatchObject({ code: 503, message: 'etcd: connect ECONNREFUSED' });
  expect(refusal?.status.details?.retryAfterSeconds).toBeUndefined();
});
