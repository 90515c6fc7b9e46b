import { randomUUID } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { Decoder, DecoderDraft } from '../../../contract/decoders.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { once } from '../../once.ts';
import type { Ports, Store } from '../../ports.ts';
import { isRecord, readDocument, settingsDamaged, updateDocument } from '../../settings/document.ts';

const mostDecoders = 100;
const decoderSchema = once(() =>
  z.object({
    id: z.string().min(1),
    name: z.string(),
    keys: z.string(),
    files: z.array(z.string()),
    message: z.string(),
  }),
);

/** The document `decoders` of the settings folder, which other processes change too. */
export class DecoderDocuments {
  readonly #store: Store;

  constructor({ openStore }: Pick<Ports, 'openStore'>) {
    this.#store = openStore('decoders');
  }

  /** Returns every decoder, in order; what makes no sense is left out, and stays on disk. Fails as settings do. */
  list(): readonly Decoder[] {
    return this.#entriesIn(readDocument(this.#store)).flatMap((entry) => toDecoder(entry) ?? []);
  }

  /** Adds a decoder at the end, or replaces the one of its id. Fails with `BadRequest`, and as settings do. */
  async save(draft: DecoderDraft): Promise<Decoder> {
    const decoder = { ...checked(draft), id: draft.id ?? randomUUID() };
    await this.#change((entries) => {
      const at = entries.findIndex((entry) => idOf(entry) === decoder.id);
      if (draft.id !== null && at < 0) throw unknown();
      const others = entries.flatMap((entry) => toDecoder(entry) ?? []).filter(({ id }) => id !== decoder.id);
      if (others.some(({ name }) => name === decoder.name)) throw badField('name', 'another decoder has this name');
      if (at < 0 && entries.length >= mostDecoders)
        throw badField('name', `there are ${mostDecoders} decoders already`);
      const before = entries[at];
      const after = { ...(isRecord(before) ? before : {}), ...decoder };
      return at < 0 ? [...entries, after] : entries.with(at, after);
    });
    return decoder;
  }

  /** Fails with `BadRequest`, and as settings do. */
  async remove(id: string): Promise<void> {
    await this.#change((entries) => entries.toSpliced(placeOf(entries, id), 1));
  }

  /** Fails with `BadRequest`, and as settings do. */
  async move(id: string, place: number): Promise<void> {
    await this.#change((entries) => {
      const at = placeOf(entries, id);
      return entries.toSpliced(at, 1).toSpliced(place, 0, entries[at]);
    });
  }

  async #change(change: (entries: readonly unknown[]) => readonly unknown[]): Promise<void> {
    await updateDocument(this.#store, (document) => ({
      document: { ...document, decoders: change(this.#entriesIn(document)) },
      result: undefined,
    }));
  }

  #entriesIn({ decoders = [] }: Readonly<Record<string, unknown>>): readonly unknown[] {
    if (!Array.isArray(decoders)) throw settingsDamaged(this.#store, '"decoders" is no list');
    return decoders;
  }
}

const idOf = (entry: unknown): unknown => (isRecord(entry) ? entry.id : undefined);

function placeOf(entries: readonly unknown[], id: string): number {
  const at = entries.findIndex((entry) => idOf(entry) === id);
  if (at < 0) throw unknown();
  return at;
}

function toDecoder(entry: unknown): Decoder | null {
  return decoderSchema().safeParse(entry).data ?? null;
}

function checked({ name, keys, files, message }: DecoderDraft): Omit<Decoder, 'id'> {
  if (name.trim() === '') throw badField('name', 'a decoder needs a name');
  if (keys === '') throw badField('keys', 'say which keys it is for');
  if (files.length === 0) throw badField('files', 'choose at least one file');
  const relative = files.find((file) => !isAbsolute(file));
  if (relative !== undefined) throw badField('files', `${relative} is not an absolute path`);
  if (new Set(files).size < files.length) throw badField('files', 'a file is there twice');
  if (message === '') throw badField('message', 'choose a message type');
  return { name: name.trim(), keys, files, message };
}

const unknown = (): EtcdeckError => badField('decoder', 'there is no such decoder');

function badField(field: string, message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message, detail: { field } });
}
