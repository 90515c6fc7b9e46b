import type { ObjectView } from '../../../../contract/kubernetes.ts';
import type { ValueNote } from '../../../../contract/values.ts';
import { formatBytes, plural } from '../../../ui/format.ts';
import type { Tone } from '../../../ui/StatusChip.tsx';

export const storedWords: Readonly<Record<ObjectView['storedAs'], string>> = {
  protobuf: 'protobuf',
  json: 'JSON',
  cbor: 'CBOR',
  encrypted: 'encrypted',
  other: 'not an object',
};

/** Returns a note about a value in a few words; `null` for notes shown elsewhere. */
export function noteText(note: ValueNote): { readonly tone: Tone; readonly text: string } | null {
  switch (note.kind) {
    case 'encrypted': {
      const by = note.keyName === null ? note.provider : `${note.provider}, key ${note.keyName}`;
      return { tone: note.isOpened ? 'ok' : 'warn', text: note.isOpened ? `opened: ${by}` : `encrypted: ${by}` };
    }
    case 'unknownFields':
      return { tone: 'info', text: `${plural(note.count, 'newer field')} kept` };
    case 'decoder':
      return { tone: 'info', text: `read by ${note.name}` };
    case 'decoderFailed':
      return { tone: 'warn', text: `decoder ${note.name} not usable: ${note.message}` };
    case 'brokenText':
      return { tone: 'info', text: 'text that is not UTF-8' };
    case 'masked':
      return { tone: 'warn', text: 'secret data masked' };
    case 'managedFieldsHidden':
      return null;
    case 'compressed':
      return { tone: 'neutral', text: `unpacked ${formatBytes(note.bytes)}` };
    case 'mixedLineEndings':
      return { tone: 'warn', text: 'mixed line endings' };
    case 'damaged':
      return { tone: 'bad', text: `damaged ${note.codec}: ${note.message}` };
    case 'undecoded':
      return { tone: 'bad', text: `not read${note.codec === null ? '' : ` as ${note.codec}`}: ${note.message}` };
  }
}
