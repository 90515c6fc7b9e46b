import { EtcdeckError, type Failure } from '../../contract/failure.ts';

/** Returns an error as what a record or a notice tells of it; what nobody foresaw as `Internal`. */
export const failureOf = (error: unknown): Failure =>
  error instanceof EtcdeckError ? error.toFailure() : { code: 'Internal', message: String(error), retry: false };
