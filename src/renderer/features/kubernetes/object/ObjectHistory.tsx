import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyHistoryPage, KeyState } from '../../../../contract/history.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { useStreamFold } from '../../../state/use-stream.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { DiffEditor } from '../../../ui/DiffEditor.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { color, tint } from '../../../ui/tokens.ts';
import type { ObjectForm } from '../model/object-edit.ts';

interface Past {
  readonly states: readonly KeyState[];
  readonly reached: number | null;
  readonly isComplete: boolean;
}

const nothing: Past = { states: [], reached: null, isComplete: false };

const withPage = (before: Past, page: KeyHistoryPage): Past => ({
  states: [...before.states, ...page.states],
  reached: page.reachedRevision,
  isComplete: page.complete,
});

const revisionOf = (state: KeyState): number => (state.kind === 'put' ? state.entry.modRevision : state.revision);

/** What the object was, as far as it is not compacted, and what each write changed. */
export function ObjectHistory(props: {
  readonly objectKey: Uint8Array;
  /** Of its last write: there is one state more after each. */
  readonly modRevision: number;
  readonly form: ObjectForm;
}) {
  const { objectKey: key, modRevision, form } = props;
  const { reveal } = form;
  const api = useApi();
  const { id } = useConnection();
  const [chosen, setChosen] = useState(0);
  const past = useStreamFold({
    key: `${id} ${toHex(key)} ${modRevision} ${reveal}`,
    open: (signal) => api.history.ofKey({ connection: id, key, reveal }, { signal }),
    initial: nothing,
    fold: withPage,
  });
  const { states, reached, isComplete } = past.value;
  const after = states[chosen];
  const before = states[chosen + 1];
  const texts = useQuery({
    queryKey: ['object history', id, toHex(key), form, after && revisionOf(after), before && revisionOf(before)],
    enabled: after !== undefined,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const text = async (state: KeyState | undefined): Promise<string> => {
        if (state?.kind !== 'put') return '';
        const { value } = state.entry;
        const request = { connection: id, key, value, codec: null, ...form };
        return (await api.values.decode(request, { signal })).text;
      };
      return { before: await text(before), after: await text(after) };
    },
  });
  if (past.phase === 'failed' && past.failure !== null && states.length === 0) {
    return <FailureView failure={past.failure} onRetry={past.restart} />;
  }
  if (states.length === 0) {
    return past.phase === 'ended' ? (
      <EmptyState title="No history is left">Everything before is compacted.</EmptyState>
    ) : (
      <LoadingRows label="Reading the history" />
    );
  }
  return (
    <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
      <Box
        component="ul"
        aria-label="States"
        sx={{ m: 0, p: 0, listStyle: 'none', width: 136, overflow: 'auto', borderRight: `1px solid ${color.line}` }}
      >
        {states.map((state, at) => (
          <li key={revisionOf(state)}>
            <ButtonBase
              aria-current={at === chosen ? 'true' : undefined}
              onClick={() => setChosen(at)}
              sx={{
                display: 'block',
                width: '100%',
                textAlign: 'start',
                p: '6px 12px',
                fontSize: '0.8125rem',
                backgroundColor: at === chosen ? color.selection : 'transparent',
                '&:hover': { backgroundColor: at === chosen ? color.selection : tint(color.muted, 10) },
                '&:focus-visible': { outlineOffset: -2 },
              }}
            >
              {formatCount(revisionOf(state))}
              <Box component="span" sx={{ display: 'block', color: color.muted, fontSize: '0.75rem' }}>
                {state.kind === 'deleted' ? 'deleted' : formatBytes(state.entry.bytes)}
              </Box>
            </ButtonBase>
          </li>
        ))}
        <Box component="li" sx={{ p: '6px 12px', color: color.muted, fontSize: '0.75rem' }}>
          {isComplete && reached !== null ? `Back to revision ${formatCount(reached)}` : 'Reading on'}
        </Box>
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, p: '10px' }}>
        {texts.isError ? (
          <FailureView failure={failureOf(texts.error)} onRetry={() => void texts.refetch()} />
        ) : texts.data === undefined ? (
          <LoadingRows label="Reading both states" />
        ) : (
          <DiffEditor
            label="The object before and after this write"
            beforeTitle={before === undefined ? beforeWords(after) : `Revision ${formatCount(revisionOf(before))}`}
            afterTitle={
              after?.kind === 'deleted'
                ? 'Deleted'
                : `Revision ${formatCount(after === undefined ? 0 : revisionOf(after))}`
            }
            before={texts.data.before}
            after={texts.data.after}
            language="yaml"
            isInline
            height="100%"
          />
        )}
      </Box>
    </Box>
  );
}

/** Version 1 is a creation: there was nothing before it to be kept. */
const beforeWords = (state: KeyState | undefined): string =>
  state?.kind === 'put' && state.entry.version === 1 ? 'Before: did not exist' : 'Before: not kept';
