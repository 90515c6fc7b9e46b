import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import type { EtcdLookup, EtcdWay } from '../../../contract/programs.ts';
import { failureOf } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import type { LoggedWork } from '../../state/logged-work.ts';
import { useSettings } from '../../state/settings.tsx';
import { showToast } from '../../state/toasts.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { color } from '../../ui/tokens.ts';
import { FailureView } from '../failures/FailureView.tsx';
import { EtcdOffers } from './EtcdOffers.tsx';
import { EtcdSource } from './EtcdSource.tsx';
import { useLookAgain } from './etcd-lookup.ts';
import { type Getting, useGetting } from './getting.ts';

interface GetEtcdProps {
  /** What it is for: `A sandbox needs etcd`. */
  readonly title: string;
  readonly lookup: EtcdLookup;
  /** Called when there may be an etcd now, beside looking again. */
  readonly onChanged?: () => void;
}

/** No etcd on this machine: what was looked for, and each way to one. Nothing is fetched before it is asked for here. */
export function GetEtcd({ title, lookup, onChanged: heard }: GetEtcdProps) {
  const { reason, install, offers, notOffered } = lookup;
  const [way, setWay] = useState<EtcdWay | null>(null);
  const [isSourceShown, showSource] = useState(false);
  const { run, begin } = useGetting();
  const lookAgain = useLookAgain();
  const onChanged = (): void => {
    lookAgain();
    heard?.();
  };
  const chosen = offers.find((offer) => offer.way === way) ?? offers[0] ?? null;
  if (run?.phase === 'running') return <Running title={title} run={run} />;
  const get = (): void => {
    if (chosen !== null) begin(chosen.way, onChanged);
  };
  return (
    <Panel title={title}>
      {reason === null ? null : <Box sx={{ color: color.muted, overflowWrap: 'anywhere' }}>{reason}</Box>}
      {run?.phase === 'cancelled' ? <Box role="status">It was stopped; nothing of it was kept.</Box> : null}
      {run === null || run.failure === null ? null : <FailureView failure={run.failure} layout="inline" />}
      {run?.failure?.code === 'DownloadFailed' ? (
        <Box sx={{ color: color.muted }}>
          Without it, the sample snapshot, snapshots and exported keys, and connections to clusters work as ever.
        </Box>
      ) : null}
      {notOffered === null ? null : <Box>{notOffered}</Box>}
      {isSourceShown ? (
        <EtcdSource
          onDone={() => {
            showSource(false);
            onChanged();
          }}
        />
      ) : (
        <>
          {chosen === null ? null : (
            <EtcdOffers offers={offers} chosen={chosen} onChoose={(offer) => setWay(offer.way)} />
          )}
          {chosen === null && install !== null ? (
            <CommandLine label="The command" line={install} copy="Copy the command" />
          ) : null}
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            {chosen === null ? null : (
              <Button variant="contained" onClick={get}>
                {run?.failure ? 'Try again' : 'Get etcd'}
              </Button>
            )}
            <Button onClick={() => showSource(true)}>Another source…</Button>
            <OtherPlaces onChanged={onChanged} />
          </Box>
        </>
      )}
    </Panel>
  );
}

function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box
      component="section"
      aria-label={title}
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'minmax(0, 1fr)',
        p: 2,
        borderRadius: '6px',
        border: `1px solid ${color.line}`,
      }}
    >
      <Typography variant="h3">{title}</Typography>
      {children}
    </Box>
  );
}

function Running({ title, run }: { readonly title: string; readonly run: LoggedWork<Getting> }) {
  const { words, share } = run.value;
  return (
    <Panel title={title}>
      <LinearProgress
        aria-label="Getting etcd"
        sx={{ height: 4, borderRadius: '2px' }}
        {...(share === null ? {} : { variant: 'determinate', value: Math.floor(share * 100) })}
      />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <Box
          role="status"
          sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
        >
          {words === '' ? 'Getting etcd' : words}
        </Box>
        <Button onClick={run.cancel}>Stop</Button>
      </Box>
    </Panel>
  );
}

/** An etcd that is somewhere else already. */
function OtherPlaces({ onChanged }: { readonly onChanged: () => void }) {
  const pickFile = usePickFile();
  const { settings, save } = useSettings();
  const keep = async (etcdBinary: string | null): Promise<void> => {
    try {
      await save({ etcdBinary });
      onChanged();
    } catch (error) {
      showToast({ tone: 'bad', text: 'The path was not saved.', detail: failureOf(error).message }, null);
    }
  };
  const choose = async (): Promise<void> => {
    const request = { purpose: 'open', title: 'Choose the etcd program', suggested: settings.etcdBinary } as const;
    const file = await pickFile(request).catch((error: unknown) => {
      showToast({ tone: 'bad', text: 'The file dialog did not open.', detail: failureOf(error).message }, null);
      return null;
    });
    if (file !== null) await keep(file);
  };
  return (
    <>
      <Button onClick={() => void choose()}>Choose etcd</Button>
      {settings.etcdBinary === null ? (
        <Button onClick={onChanged}>Look again</Button>
      ) : (
        <Button onClick={() => void keep(null)}>Look on PATH instead</Button>
      )}
    </>
  );
}
