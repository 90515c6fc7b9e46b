import { EtcdeckError } from '../../contract/failure.ts';
import type { RestoresApi } from '../../contract/restores.ts';

const missing = (): never => {
  throw new EtcdeckError({ code: 'Internal', message: 'not there yet' });
};

/** STAND-IN: restores snapshots, and proves that they can be restored. */
export function createRestores(): RestoresApi {
  return { begin: missing, describe: missing, run: missing, compareHash: missing, rehearse: missing };
}
