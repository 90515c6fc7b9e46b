import type { EtcdeckError } from '../../contract/failure.ts';

/** A call that failed at one endpoint, and whether the next one may be tried: only if this one changed nothing. */
export class EndpointFailure extends Error {
  override readonly name = 'EndpointFailure';

  constructor(
    readonly failure: EtcdeckError,
    readonly mayMoveOn: boolean,
  ) {
    super(failure.message, { cause: failure });
  }
}
