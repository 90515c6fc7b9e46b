import { EtcdeckError } from '../../contract/failure.ts';

/** STAND-IN */
export function standIn(): never {
  throw new EtcdeckError({ code: 'BadRequest', message: 'not built yet' });
}
