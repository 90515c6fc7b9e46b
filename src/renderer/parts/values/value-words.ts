import type { CodecName, ValueNote } from '../../../contract/values.ts';
import { formatBytes, plural } from '../../ui/format.ts';

export const codecNames: Readonly<Record<CodecName, string>> = {
  protobuf: 'Protobuf',
  kubernetes: 'Kubernetes',
  encrypted: 'Encrypted',
  cbor: 'CBOR',
  json: 'JSON',
  yaml: 'YAML',
  text: 'Text',
  gzip: 'gzip',
  base64gzip: 'gzip in base64',
  hex: 'Bytes',
};

export interface NoteWords {
  readonly tone: 'info' | 'warn';
  readonly text: string;
}

/** Describes a note on a value in a sentence; what a save does with it, where one can be made. */
export function noteWords(note: ValueNote, canSave: boolean): NoteWords {
  switch (note.kind) {
    case 'encrypted': {
      const key = note.keyName === null || note.keyName === '' ? '' : `, key ${note.keyName}`;
      const by = `Encrypted at rest by Kubernetes: ${note.provider}${key}.`;
      return note.isOpened
        ? {
            tone: 'info',
            text: `${by} Opened with the configuration that you gave${canSave ? '; saving encrypts it again' : ''}.`,
          }
        : { tone: 'warn', text: `${by} It takes the API server’s EncryptionConfiguration to read it.` };
    }
    case 'unknownFields':
      return {
        tone: 'info',
        text: `${plural(note.count, 'field')} unknown to etcdeck: not shown${canSave ? ', and kept when you save' : ''}.`,
      };
    case 'decoder':
      return { tone: 'info', text: `Read as ${note.message}, by the decoder ${note.name}.` };
    case 'decoderFailed':
      return { tone: 'warn', text: `The decoder ${note.name} cannot be used: ${note.message}` };
    case 'brokenText':
      return {
        tone: 'info',
        text: `A text in it is not UTF-8. � stands for bytes that ${canSave ? 'are kept as long as you leave the text alone' : 'are no letters'}.`,
      };
    case 'masked':
      return { tone: 'info', text: 'Secret data is masked.' };
    case 'managedFieldsHidden':
      return {
        tone: 'info',
        text: `The managed fields of ${plural(note.managers, 'manager')} are left out${canSave ? ', and kept when you save' : ''}.`,
      };
    case 'compressed':
      return { tone: 'info', text: `Stored compressed; unpacked it has ${formatBytes(note.bytes)}.` };
    case 'mixedLineEndings':
      return { tone: 'warn', text: 'This value mixes line endings. Saving an edit makes them all of one kind.' };
    case 'damaged':
      if (note.codec === 'protobuf')
        return { tone: 'warn', text: `It is not what the decoder for this key reads: ${note.message}` };
      return {
        tone: 'warn',
        text: `It begins like ${codecNames[note.codec]} and cannot be read as such: ${note.message}`,
      };
    case 'undecoded':
      return {
        tone: 'warn',
        text: `Not read${note.codec === null ? '' : ` as ${codecNames[note.codec]}`}: ${note.message}. No honest value costs so much.`,
      };
  }
}
