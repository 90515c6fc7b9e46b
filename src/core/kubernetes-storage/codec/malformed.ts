import { EtcdeckError } from '../../../contract/failure.ts';

/** Returns the failure of bytes that are not what they claim to be; `offset` is the place in the value. */
export function malformed(what: string, offset: number): EtcdeckError {
  return new EtcdeckError({
    code: 'ValueMalformed',
    message: `${what}, at byte ${offset} of the value`,
    detail: { offset },
  });
}

/** Returns the failure of an apiVersion and kind that the schema table does not have. */
export function kindUnknown(apiVersion: string, kind: string): EtcdeckError {
  return new EtcdeckError({
    code: 'KindUnknown',
    message: `The schema has no ${kind || 'kind'} of ${apiVersion || 'an API version'}.`,
    detail: { apiVersion, kind },
  });
}
