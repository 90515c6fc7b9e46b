import Box from '@mui/material/Box';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { plural } from '../../../ui/format.ts';
import { color, mono } from '../../../ui/tokens.ts';

/** Who wrote which fields, and when, as the API server recorded it. */
export function ManagersTable({ object }: { readonly object: Pick<ObjectView, 'managers' | 'managersLeftOut'> }) {
  const { managers, managersLeftOut } = object;
  if (managers.length === 0) {
    return <EmptyState title="Nobody is recorded">The object has no managedFields, or they cannot be read.</EmptyState>;
  }
  return (
    <Box
      component="ul"
      aria-label="Managers"
      tabIndex={0}
      sx={{ m: 0, p: 0, listStyle: 'none', overflow: 'auto', height: '100%' }}
    >
      {managers.map((manager) => (
        <Box
          component="li"
          key={`${manager.manager} ${manager.operation} ${manager.subresource} ${manager.time}`}
          sx={{ p: '10px 14px', borderBottom: `1px solid ${color.line}` }}
        >
          <Box sx={{ fontWeight: 550 }}>
            {manager.manager}
            {manager.subresource === null ? null : (
              <Box component="span" sx={{ fontWeight: 400, color: color.muted }}>{` of ${manager.subresource}`}</Box>
            )}
          </Box>
          <Box sx={{ color: color.muted }}>
            {manager.operation}
            {manager.time === null ? '' : ` at ${manager.time}`},{' '}
            {plural(manager.fields.length + manager.fieldsLeftOut, 'field')}
          </Box>
          <Box sx={{ ...mono, color: color.muted, overflowWrap: 'anywhere' }}>{manager.fields.join('  ')}</Box>
          {manager.fieldsLeftOut === 0 ? null : (
            <Box sx={{ color: color.muted }}>
              {plural(manager.fieldsLeftOut, 'field')} not listed: their paths are longer than can be shown.
            </Box>
          )}
        </Box>
      ))}
      {managersLeftOut === 0 ? null : (
        <Box component="li" sx={{ p: '10px 14px', color: color.muted }}>
          {plural(managersLeftOut, 'more manager')} not listed.
        </Box>
      )}
    </Box>
  );
}
