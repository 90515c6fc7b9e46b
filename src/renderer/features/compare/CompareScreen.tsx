import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type ReactNode, useState } from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import { bundleKeys, snapshotKeys } from '../../../contract/key-source.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { ReadingFile } from '../../parts/source/ReadingFile.tsx';
import { SourceBand } from '../../parts/source/SourceBand.tsx';
import { useSource } from '../../parts/source/source.tsx';
import { connectionOf, keysOf, type SourceId, sourceIdOf } from '../../parts/source/source-id.ts';
import { useApi } from '../../state/api.tsx';
import { useConnections } from '../../state/connections.ts';
import { fileName, type RecentFile, useRecentFiles } from '../../state/recent-files.ts';
import { useFocus } from '../../state/use-focus.ts';
import { useRemembered } from '../../state/use-remembered.ts';
import { type StreamState, useStream } from '../../state/use-stream.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/format.ts';
import { CompareIcon } from '../../ui/icons.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { color } from '../../ui/tokens.ts';
import { ComparisonView } from './ComparisonView.tsx';
import {
  type CompareForm,
  emptyForm,
  formOfFile,
  formOfFocus,
  isSameSide,
  readForm,
  readSide,
  type SideChoice,
  type SideForm,
} from './compare-form.ts';
import type { Compared } from './comparison.ts';
import { SideFields } from './SideFields.tsx';

/** Two prefixes, two moments, two clusters, or a file beside any of them, key by key. */
export function CompareScreen() {
  const { id, keys, origin } = useSource();
  const [kept, keep] = useRemembered<CompareForm | null>(`compare.${id}`, null, readForm);
  const choices = withAsked(useSideChoices(), kept);
  const typed = kept ?? (connectionOf(id) === null ? formOfFile(id, origin, choices ?? []) : emptyForm(id));
  const isKnown = (side: SideForm): boolean => choices?.some((choice) => choice.id === side.source) ?? true;
  const present = (side: SideForm): SideForm => (isKnown(side) ? side : { ...side, source: id });
  const form = { left: present(typed.left), right: present(typed.right) };
  const [compared, setCompared] = useState<Compared | null>(null);
  const [isAsked, setAsked] = useState(false);
  const left = readSide(form.left, keys);
  const right = readSide(form.right, keys);

  const compare = (asked: CompareForm): void => {
    const [left, right] = [readSide(asked.left, keys), readSide(asked.right, keys)];
    if (!left.ok || !right.ok || isSameSide(asked.left, asked.right)) return;
    setCompared((before) => ({ left: left.side, right: right.side, asked: (before?.asked ?? 0) + 1 }));
  };
  const start = (): void => {
    setAsked(true);
    compare(form);
  };
  useFocus('compare', (focus) => {
    const asked = formOfFocus(focus, id);
    if (asked === null) return;
    keep(asked);
    compare(asked);
  });

  const others =
    compared === null ? [] : [...new Set([compared.left, compared.right].map(({ source }) => sourceIdOf(source)))];
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <SourceBand />
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: '8px 16px',
          alignItems: 'flex-start',
          p: '12px 14px',
          borderBottom: `1px solid ${color.line}`,
          backgroundColor: color.surface,
        }}
      >
        <SideFields
          title="Left"
          form={form.left}
          choices={choices ?? [{ id, name: origin.name, clusterId: null }]}
          wrong={isAsked && !left.ok ? left : null}
          onChange={(side) => keep({ ...form, left: side })}
        />
        <SideFields
          title="Right"
          form={form.right}
          choices={choices ?? [{ id, name: origin.name, clusterId: null }]}
          wrong={isAsked && !right.ok ? right : null}
          onChange={(side) => keep({ ...form, right: side })}
        />
        <Button type="submit" variant="contained" sx={{ mt: '24px' }}>
          Compare
        </Button>
      </Box>
      {isAsked && isSameSide(form.left, form.right) ? (
        <Notice tone="info">Both sides are the same keys. Choose another prefix, revision or cluster on one.</Notice>
      ) : null}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        {compared === null ? (
          <EmptyState icon={<CompareIcon size={28} />} title="Compare any two places or moments">
            A past revision with now shows what changed since. Two prefixes, two clusters or a snapshot and its cluster
            are compared by value.
          </EmptyState>
        ) : (
          <WhileOpen sources={others.filter((one) => one !== id)}>
            <ComparisonView key={compared.asked} compared={compared} />
          </WhileOpen>
        )}
      </Box>
    </Box>
  );
}

/** Returns what can be a side, the source that is shown first; `null` while the connections are listed. */
function useSideChoices(): readonly SideChoice[] | null {
  const { id, origin } = useSource();
  const listed = useConnections().data;
  const files = useRecentFiles();
  if (listed === undefined) return null;
  const connections = listed.map(
    ({ profile, clusterId }): SideChoice => ({ id: profile.id, name: profile.name, clusterId }),
  );
  const opened = files.map(
    (one): SideChoice => ({
      id: sourceIdOf(one.kind === 'bundle' ? bundleKeys(one.file) : snapshotKeys(one.file)),
      name: nameAmong(one, files),
      clusterId: null,
    }),
  );
  const all = [...connections, ...opened];
  return all.some((choice) => choice.id === id) ? all : [{ id, name: origin.name, clusterId: null }, ...all];
}

/** A file by its own name, by its path where another has the same: exports are called alike; and a snapshot's revision. */
function nameAmong({ file, kind, revision }: RecentFile, files: readonly RecentFile[]): string {
  const isShared = files.some((other) => other.file !== file && fileName(other.file) === fileName(file));
  const name = isShared ? file : fileName(file);
  return kind === 'bundle' || revision === null ? name : `${name}, revision ${formatCount(revision)}`;
}

/** The choices with the files that another screen asked to compare, which were never opened here. */
function withAsked(choices: readonly SideChoice[] | null, form: CompareForm | null): readonly SideChoice[] | null {
  if (choices === null || form === null) return choices;
  const asked = [...new Set([form.left.source, form.right.source])].flatMap((id): readonly SideChoice[] => {
    const keys = connectionOf(id) === null && !choices.some((choice) => choice.id === id) ? keysOf(id) : null;
    return keys === null || keys.kind === 'live' ? [] : [{ id, name: fileName(keys.file), clusterId: null }];
  });
  return asked.length === 0 ? choices : [...choices, ...asked];
}

/** Holds other sources open while they are compared with. */
function WhileOpen({ sources, children }: { readonly sources: readonly SourceId[]; readonly children: ReactNode }) {
  const [first, ...rest] = sources;
  if (first === undefined) return children;
  const others = <WhileOpen sources={rest}>{children}</WhileOpen>;
  const connection = connectionOf(first);
  return connection === null ? (
    <HeldFile file={first}>{others}</HeldFile>
  ) : (
    <HeldConnection connection={connection}>{others}</HeldConnection>
  );
}

function HeldConnection({ connection, children }: { readonly connection: ConnectionId; readonly children: ReactNode }) {
  const api = useApi();
  const held = useStream({
    key: connection,
    open: (signal) => api.connections.open({ connection, secrets: {}, isHealthCheck: true }, { signal }),
  });
  return (
    <Opening held={held} isOpen={held.value !== null} waiting={<LoadingRows label="Connecting to the other cluster" />}>
      {children}
    </Opening>
  );
}

function HeldFile({ file, children }: { readonly file: SourceId; readonly children: ReactNode }) {
  const api = useApi();
  const held = useStream({
    key: file,
    open: (signal) => api.sources.open({ source: keysOf(file) }, { signal }),
  });
  return (
    <Opening
      held={held}
      isOpen={held.value?.kind === 'opened'}
      waiting={<ReadingFile label="Opening the file" step={held.value} />}
    >
      {children}
    </Opening>
  );
}

function Opening(props: {
  readonly held: StreamState<unknown> & { readonly restart: () => void };
  readonly isOpen: boolean;
  readonly waiting: ReactNode;
  readonly children: ReactNode;
}) {
  const { held, isOpen, waiting, children } = props;
  if (held.phase === 'failed' && held.failure !== null)
    return <FailureView failure={held.failure} onRetry={held.restart} />;
  return isOpen ? children : waiting;
}
