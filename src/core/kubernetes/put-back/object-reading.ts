import { EtcdeckError } from '../../../contract/failure.ts';
import type { KeySource } from '../../../contract/key-source.ts';
import { readDocument, type StoredDocument } from '../../kubernetes-storage/heads/stored-document.ts';
import type { ValueCodecs } from '../../values/value-codecs.ts';

/** What reading the objects of a source needs. */
export interface ObjectReading {
  readonly codecs: Pick<ValueCodecs, 'opened'>;
  readonly source: KeySource;
}

/** A stored object, as far as it can be read. */
export interface OpenedObject {
  /** `null` where it is encrypted with another key, or no object. */
  readonly document: StoredDocument | null;
  readonly isEncrypted: boolean;
}

/** Opens a stored object. */
export async function openObject(
  { codecs, source }: ObjectReading,
  { key, value }: { readonly key: Uint8Array; readonly value: Uint8Array },
): Promise<OpenedObject> {
  const clear = await codecs.opened(source, key, value);
  // An object in clear is returned as it is.
  if (clear === null) return { document: null, isEncrypted: true };
  return { document: documentIn(clear), isEncrypted: clear !== value };
}

function documentIn(clear: Uint8Array): StoredDocument | null {
  try {
    return readDocument(clear);
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'ValueMalformed') return null;
    throw error;
  }
}
