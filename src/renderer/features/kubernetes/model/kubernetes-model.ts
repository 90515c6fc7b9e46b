import type { Api } from '../../../../contract/api.ts';
import { EtcdeckError } from '../../../../contract/failure.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import type { KeySource } from '../../../../contract/key-source.ts';
import type { RegistryResource } from '../../../../contract/kubernetes.ts';
import type { KubernetesReport } from '../../../../contract/kubernetes-reports.ts';
import { type EditInHand, type KeptDraft, readBase } from '../../../parts/editing/draft-memory.ts';
import type { SourceId } from '../../../parts/source/source-id.ts';
import { perId } from '../../../state/per-id.ts';
import { createStore, type Store } from '../../../state/store.ts';
import { fromHex, startsWithBytes, toHex } from '../../../ui/byte-text.ts';
import type { TablePlace } from '../../../ui/table-model.ts';
import type { ObjectEdit } from './object-edit.ts';
import type { OpenFigure, ReportSection } from './open-figure.ts';

/** What of an object is shown. */
export type ObjectAspect = 'yaml' | 'data' | 'managers' | 'links' | 'history';

/** A report, what it is of, and when it was made, in milliseconds since 1970. */
export interface MadeReport {
  readonly source: KeySource;
  readonly report: KubernetesReport;
  readonly at: number;
}

/** What is shown of one source's registry. It outlives the screen. */
export interface KubernetesState {
  /** The prefix typed, where objects are not stored in the usual place. */
  readonly typedRegistry: Uint8Array | null;
  /** The registry chosen of several. */
  readonly registry: Uint8Array | null;
  readonly view: 'objects' | 'reports';
  readonly resource: RegistryResource | null;
  /** `null`: every namespace. */
  readonly namespace: string | null;
  /** The filters on the names of resources and of objects. */
  readonly resourceFilter: string;
  readonly filter: string;
  /** Where the list of objects is scrolled to; `null`: at its beginning. */
  readonly place: TablePlace | null;
  /** The key of the object that is shown. */
  readonly object: Uint8Array | null;
  readonly aspect: ObjectAspect;
  /** Counts the writes made here, so that what lists objects reads them again. */
  readonly writes: number;
  readonly showsManagedFields: boolean;
  /** Edits that are not saved, by the object's key in hexadecimal. */
  readonly edits: ReadonlyMap<string, ObjectEdit>;
  /** The last report of each registry, by the registry's prefix in hexadecimal. */
  readonly reports: ReadonlyMap<string, MadeReport>;
  /** The part of the report that is in front, and the figure of it whose objects are shown. */
  readonly section: ReportSection;
  readonly figure: OpenFigure | null;
}

const newModel: KubernetesState = {
  typedRegistry: null,
  registry: null,
  view: 'objects',
  resource: null,
  namespace: null,
  resourceFilter: '',
  filter: '',
  place: null,
  object: null,
  aspect: 'yaml',
  writes: 0,
  showsManagedFields: false,
  edits: new Map(),
  reports: new Map(),
  section: 'use',
  figure: null,
};

/** Returns the model of a source. */
export const modelOf = perId<object, SourceId, Store<KubernetesState>>(() => createStore(newModel));

/** Lists another resource, from its beginning, and shows no object of the one before. An edit of it is kept. */
export const chooseResource = (model: Store<KubernetesState>, resource: RegistryResource | null): void =>
  model.update((before) => {
    const { object } = before;
    const isOfIt = object !== null && resource !== null && startsWithBytes(object, resource.prefix);
    return { ...before, resource, namespace: null, filter: '', place: null, object: isOfIt ? object : null };
  });

/** Changes a part of the shown state. */
export const look = (model: Store<KubernetesState>, at: Partial<KubernetesState>): void =>
  model.update((before) => ({ ...before, ...at }));

/** Keeps the report of a registry in the place of the one before, and shows no figure of that any more. */
export const keepReport = (model: Store<KubernetesState>, registry: Uint8Array, made: MadeReport): void =>
  model.update((before) => ({
    ...before,
    reports: new Map(before.reports).set(toHex(registry), made),
    figure: null,
  }));

/** Keeps an edit of an object, or forgets it. */
export const keepEdit = (model: Store<KubernetesState>, key: Uint8Array, edit: ObjectEdit | null): void =>
  model.update((before) => {
    const edits = new Map(before.edits);
    if (edit === null) edits.delete(toHex(key));
    else edits.set(toHex(key), edit);
    return { ...before, edits };
  });

export const editsOf = (model: Store<KubernetesState>): readonly EditInHand[] =>
  [...model.get().edits].flatMap(([name, edit]) => {
    const key = fromHex(name);
    return key === null ? [] : [{ ...edit, key }];
  });

/** Puts an edit back after a reload, unless the object is edited by then. It stays in memory where its base cannot be read. */
export async function putEditBack(
  model: Store<KubernetesState>,
  api: Pick<Api, 'values'>,
  connection: ConnectionId,
  kept: KeptDraft,
): Promise<void> {
  try {
    const base = await readBase(api, connection, kept);
    if (model.get().edits.has(toHex(kept.key))) return;
    keepEdit(model, kept.key, { base, draft: kept.draft, theirs: null, isRevealed: false, isBroughtBack: true });
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
  }
}

/** Shows an object. Where it is not in the list shown, its own resource is listed once that is found. */
export const jumpTo = (model: Store<KubernetesState>, object: Uint8Array, aspect: ObjectAspect = 'yaml'): void =>
  model.update((before) => {
    const isInList = before.resource !== null && startsWithBytes(object, before.resource.prefix);
    const list = isInList ? {} : { resource: null, filter: '', place: null };
    return { ...before, ...list, object, aspect, view: 'objects', namespace: null };
  });
