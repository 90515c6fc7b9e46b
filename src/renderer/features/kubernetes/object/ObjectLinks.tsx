import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { useApi } from '../../../state/api.tsx';
import { showPlan } from '../../../state/plans.ts';
import type { Store } from '../../../state/store.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { color } from '../../../ui/tokens.ts';
import { jumpTo, type KubernetesState } from '../model/kubernetes-model.ts';
import { repairRequest } from './repair-request.ts';

/** Links to the namespace and the owners of an object; offers to delete it where none of its owners exists. */
export function ObjectLinks(props: {
  readonly model: Store<KubernetesState>;
  readonly object: ObjectView;
  readonly onDidDelete: () => void;
}) {
  const { model, object, onDidDelete } = props;
  const api = useApi();
  const { connection } = useSource();
  if (object.links.length === 0) {
    return <EmptyState title="It belongs to nothing">It is in no namespace and names no owner.</EmptyState>;
  }
  const request = { api, object, repair: { kind: 'deleteOrphan' }, onDidEnd: onDidDelete } as const;
  return (
    <Box sx={{ overflow: 'auto' }}>
      <Box component="ul" aria-label="Belongs to" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {object.links.map(({ relation, kind, name, key }) => (
          <Box component="li" key={`${relation} ${kind} ${name}`} sx={rowSx}>
            <Box sx={{ width: 80, color: color.muted }}>{relation}</Box>
            <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{`${kind} ${name}`}</Box>
            {key === null ? (
              <Box sx={{ color: color.muted }}>its key is not known</Box>
            ) : (
              <Button onClick={() => jumpTo(model, key)}>Show</Button>
            )}
          </Box>
        ))}
      </Box>
      {connection === null ? null : (
        <Box sx={{ ...rowSx, borderBottom: 'none', color: color.muted }}>
          <Box sx={{ flex: 1 }}>
            Where its namespace or all of its owners are gone, nothing collects it. The plan looks for them first.
          </Box>
          <Button onClick={() => showPlan(repairRequest({ ...request, connection }))}>Delete orphan…</Button>
        </Box>
      )}
    </Box>
  );
}

const rowSx = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.5,
  p: '8px 14px',
  borderBottom: `1px solid ${color.line}`,
} as const;
