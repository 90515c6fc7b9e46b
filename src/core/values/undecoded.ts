import type { EtcdeckError } from '../../contract/failure.ts';
import type { CodecName, DecodedValue } from '../../contract/values.ts';
import { bytesOf } from '../bytes/bytes.ts';
import { toHexText } from './hex-text.ts';
import { whyNot } from './read-value.ts';
import { holdsCover } from './secrets/holds-secret.ts';
import { wholeCover } from './secrets/secret-marks.ts';

/**
 * Returns a value that is too costly to decode as digits, with the reason; a masked value as a cover alone, as digits
 * where `asked`. Decodes nothing.
 */
export function undecoded(
  value: Uint8Array,
  { asked, isMasked }: { readonly asked: CodecName | null; readonly isMasked: boolean },
  why: EtcdeckError,
): DecodedValue {
  const cover = wholeCover(value.length);
  const isText = isMasked && asked !== 'hex';
  return {
    codec: isText ? 'text' : 'hex',
    codecs: isMasked ? ['text', 'hex'] : ['hex'],
    text: isText ? cover : toHexText(isMasked ? bytesOf(cover) : value),
    language: 'plaintext',
    canEncode: !isMasked && !holdsCover(value),
    notes: [...(isMasked ? [{ kind: 'masked' } as const] : []), whyNot(null, why)],
    object: null,
  };
}
