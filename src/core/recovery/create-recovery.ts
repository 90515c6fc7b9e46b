import { EtcdeckError } from '../../contract/failure.ts';
import type { RecoveryApi } from '../../contract/recovery.ts';

/** STAND-IN */
export function createRecovery(): RecoveryApi {
  return {
    survey: async () => {
      throw new EtcdeckError({ code: 'Unimplemented', message: 'stand-in' });
    },
  };
}
