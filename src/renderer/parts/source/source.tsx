import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { EtcdctlProfile } from '../../../contract/etcdctl-line.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { everyKey } from '../../../contract/key-coverage.ts';
import { atRevision, type FileKeys, type KeySource, type SourceOrigin } from '../../../contract/key-source.ts';
import { useConnection } from '../../state/connection.tsx';
import type { Route } from '../../state/route.ts';
import { type AnyPlace, isFilePlace, isPlace } from '../../state/screens.ts';
import { type KeySourceChoice, sourceOf, useKeySourceChoice } from './source-choice.ts';
import { type SourceId, type Standing, sourceIdOf, standingOf } from './source-id.ts';

/** The source of keys that a window shows: what it is, the moment that is read, and what can be done with it. */
export interface ShownSource {
  readonly id: SourceId;
  readonly origin: ShownOrigin;
  /** The keys at the moment that was chosen, answered by whom it was chosen to be. */
  readonly keys: KeySource;
  /** The moment, and whether one member answers alone. */
  readonly choice: KeySourceChoice;
  /** Whether what is shown can be written: only the head can, once its connection is unlocked. */
  readonly standing: Standing;
  /** The open connection; `null` of a file. */
  readonly connection: ConnectionId | null;
  /** What etcdctl takes to come to it; `null` of a file. */
  readonly profile: EtcdctlProfile | null;
  /** What the keys that it is about begin with. */
  readonly prefix: string;
}

/** Whether kine keeps the keys is known of a registry only, and a file's screen has all of its report. */
export type ShownOrigin = Omit<SourceOrigin, 'isKine' | 'verdict'>;

const SourceContext = createContext<ShownSource | null>(null);

/** Returns the source that the window shows. */
export function useSource(): ShownSource {
  const source = useContext(SourceContext);
  if (source === null) throw new Error('useSource outside of an open source');
  return source;
}

/** Shows the open connection's keys, at the moment that is chosen for it. */
export function LiveSource({ children }: { readonly children: ReactNode }) {
  const { id, profile, state } = useConnection();
  const { name, prefix } = profile;
  const { clusterId } = state;
  const choice = useKeySourceChoice(id);
  const { revision, isSerializable } = choice;
  const keys = useMemo(() => sourceOf(id, { revision, isSerializable }), [id, revision, isSerializable]);
  const source = useMemo((): ShownSource => {
    const can = { canWrite: true, canWatch: true, hasHistory: true, canReadWithoutQuorum: true };
    return {
      id,
      origin: { name, clusterId, dataTime: null, revision: null, coverage: everyKey, ...can },
      keys,
      choice,
      standing: standingOf(keys),
      connection: id,
      profile,
      prefix,
    };
  }, [id, profile, name, prefix, clusterId, keys, choice]);
  return <SourceContext value={source}>{children}</SourceContext>;
}

/** Shows the keys of an opened file, a snapshot's at the moment that is chosen for it. */
export function FileSource(props: {
  /** A new object for each opening. */
  readonly keys: FileKeys;
  readonly origin: SourceOrigin;
  readonly children: ReactNode;
}) {
  const { keys: file, origin } = props;
  const id = sourceIdOf(file);
  const choice = useKeySourceChoice(id);
  const { revision } = choice;
  const keys = useMemo(() => atRevision(file, revision), [file, revision]);
  const source = useMemo(
    (): ShownSource => ({
      id,
      origin,
      keys,
      choice,
      standing: standingOf(keys),
      connection: null,
      profile: null,
      prefix: '',
    }),
    [id, keys, origin, choice],
  );
  return <SourceContext value={source}>{props.children}</SourceContext>;
}

/** The address of a screen of a source; the start screen where it has none of that kind. */
export function placeOf({ connection, keys }: ShownSource, place: AnyPlace, focus: string | null): Route {
  if (connection !== null && isPlace(place)) return { screen: 'workbench', connection, place, focus };
  if (keys.kind !== 'live' && isFilePlace(place)) return { screen: 'file', file: keys.file, place, focus };
  return { screen: 'start' };
}
