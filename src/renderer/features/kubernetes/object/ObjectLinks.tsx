import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import type { Store } from '../../../state/store.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { color } from '../../../ui/tokens.ts';
import { type KubernetesDesk, look } from '../kubernetes-desk.ts';

/** Its namespace and its owners, a step away each. */
export function ObjectLinks(props: { readonly desk: Store<KubernetesDesk>; readonly object: ObjectView }) {
  const { desk, object } = props;
  if (object.links.length === 0) {
    return <EmptyState title="It belongs to nothing">It is in no namespace and names no owner.</EmptyState>;
  }
  return (
    <Box component="ul" aria-label="Belongs to" sx={{ m: 0, p: 0, listStyle: 'none', overflow: 'auto' }}>
      {object.links.map(({ relation, kind, name, key }) => (
        <Box
          component="li"
          key={`${relation} ${kind} ${name}`}
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1.5,
            p: '8px 14px',
            borderBottom: `1px solid ${color.line}`,
          }}
        >
          <Box sx={{ width: 80, color: color.muted }}>{relation}</Box>
          <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{`${kind} ${name}`}</Box>
          {key === null ? (
            <Box sx={{ color: color.muted }}>its key is not known</Box>
          ) : (
            <Button onClick={() => look(desk, { object: key })}>Show</Button>
          )}
        </Box>
      ))}
    </Box>
  );
}
