import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { getLine } from '../../../../contract/etcdctl-key-lines.ts';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import { copyText } from '../../../parts/copy-text.ts';
import { knownOrSaid } from '../../../parts/source/known-count.ts';
import { placeOf, useSource } from '../../../parts/source/source.tsx';
import { goTo } from '../../../state/route.ts';
import type { Store } from '../../../state/store.ts';
import { escapeBytes, toHex } from '../../../ui/byte-text.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { CommandIcon, EyeIcon, KeysIcon, ReloadIcon } from '../../../ui/icons.tsx';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { color, mono } from '../../../ui/tokens.ts';
import { type KubernetesState, look } from '../model/kubernetes-model.ts';
import type { ObjectForm } from '../model/object-edit.ts';
import { noteText, storedWords } from './object-words.ts';
import { PutObjectBack } from './PutObjectBack.tsx';

/** What the object is, how it is stored, and the ways on from here. */
export function ObjectHeader(props: {
  readonly model: Store<KubernetesState>;
  readonly object: ObjectView;
  readonly form: ObjectForm;
  /** An edit stays in the form that it was begun in. */
  readonly isEdited: boolean;
  readonly onReveal: (reveal: boolean) => void;
  readonly onRefresh: () => void;
}) {
  const { model, object, form, isEdited, onReveal, onRefresh } = props;
  const source = useSource();
  const { entry, name, decoded } = object;
  const key = escapeBytes(entry.key).text;
  const line =
    source.profile === null ? null : getLine(source.profile, { kind: 'key', key: entry.key }, source.choice.revision);
  const isMasked = entry.isMasked || decoded.notes.some(({ kind }) => kind === 'masked');
  return (
    <Box sx={{ p: '10px 14px', borderBottom: `1px solid ${color.line}`, display: 'grid', gap: '6px' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: '2px' }}>
        <Typography variant="h3" component="h2" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
          {name?.name ?? key}
          {name?.namespace ? <Box component="span" sx={{ color: color.muted }}>{` in ${name.namespace}`}</Box> : null}
        </Typography>
        <Tooltip title="Read again">
          <IconButton aria-label="Read again" onClick={onRefresh}>
            <ReloadIcon size={14} />
          </IconButton>
        </Tooltip>
        <Tooltip title="Show the raw key">
          <IconButton aria-label="Show the raw key" onClick={() => goTo(placeOf(source, 'keys', toHex(entry.key)))}>
            <KeysIcon size={14} />
          </IconButton>
        </Tooltip>
        {source.origin.canWatch ? (
          <Tooltip title="Watch it">
            <IconButton aria-label="Watch it" onClick={() => goTo(placeOf(source, 'watches', toHex(entry.key)))}>
              <EyeIcon size={14} />
            </IconButton>
          </Tooltip>
        ) : null}
        {object.kubectl === null || source.connection === null ? null : (
          <CopyButton label="Copy as kubectl" text={object.kubectl} />
        )}
        {line === null ? null : (
          <Tooltip title="Copy as etcdctl">
            <IconButton aria-label="Copy as etcdctl" onClick={() => copyText(line, 'command')}>
              <CommandIcon size={14} />
            </IconButton>
          </Tooltip>
        )}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px' }}>
        {name === null ? null : <StatusChip tone="info">{`${name.kind} ${name.apiVersion}`}</StatusChip>}
        <StatusChip tone="neutral">{storedWords[object.storedAs]}</StatusChip>
        <StatusChip tone="neutral">{formatBytes(entry.bytes)}</StatusChip>
        <StatusChip tone="neutral">{`modRevision ${knownOrSaid(entry.modRevision)}`}</StatusChip>
        {decoded.notes.map((note) => {
          const said = noteText(note);
          return said === null ? null : (
            <StatusChip key={said.text} tone={said.tone}>
              {said.text}
            </StatusChip>
          );
        })}
        <Box sx={{ flex: 1 }} />
        {source.standing === 'head' ? null : <PutObjectBack objectKey={entry.key} label="Put back…" />}
        {isMasked || form.reveal ? (
          <Button disabled={isEdited} onClick={() => onReveal(!form.reveal)}>
            {form.reveal ? 'Mask again' : 'Reveal'}
          </Button>
        ) : null}
        <FormControlLabel
          disabled={isEdited}
          sx={{ mr: 0 }}
          control={
            <Checkbox
              checked={form.showsManagedFields}
              onChange={(event) => look(model, { showsManagedFields: event.target.checked })}
            />
          }
          label="managedFields"
        />
      </Box>
      <Box sx={{ ...mono, color: color.muted, overflowWrap: 'anywhere' }}>{key}</Box>
    </Box>
  );
}
