import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import type { RestoreFault } from '../../../contract/restores.ts';
import { Field } from '../../ui/Field.tsx';
import { CloseIcon } from '../../ui/icons.tsx';
import { color, size } from '../../ui/tokens.ts';
import { faultsAt, type MemberDraft } from './restore-draft.ts';

const columns = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr) 32px', gap: 2 } as const;

/** The members of the cluster that is made, each with its peer URLs. */
export function MemberRows(props: {
  readonly members: readonly MemberDraft[];
  readonly faults: readonly RestoreFault[];
  readonly onChange: (members: readonly MemberDraft[]) => void;
}) {
  const { members, faults, onChange } = props;
  const change = (at: number, changed: Partial<MemberDraft>): void =>
    onChange(members.map((member, index) => (index === at ? { ...member, ...changed } : member)));
  const all = faultsAt(faults, 'members');
  return (
    <Box component="section" aria-label="Members of the new cluster" sx={{ display: 'grid', gap: 1 }}>
      <Box role="presentation" aria-hidden="true" sx={{ ...columns, fontWeight: 500 }}>
        <span>Member</span>
        <span>Peer URLs</span>
      </Box>
      <Box component="ol" aria-label="Members" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {members.map((member, at) => {
          const { error, warning } = faultsAt(faults, 'members', at);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a member's place is its identity while its name is typed.
            <Box component="li" key={at} sx={{ ...columns, alignItems: 'start' }}>
              <Field
                label={`Name of member ${at + 1}`}
                isLabelHidden
                value={member.name}
                onChange={(name) => change(at, { name })}
                isMono
              />
              <Field
                label={`Peer URLs of member ${at + 1}`}
                isLabelHidden
                value={member.peerURLs}
                onChange={(peerURLs) => change(at, { peerURLs })}
                isMono
                placeholder="https://10.0.0.1:2380"
                error={error}
                hint={warning === null ? undefined : <Box sx={{ color: color.warn }}>{warning}</Box>}
              />
              <Tooltip title="Leave this member out">
                <IconButton
                  aria-label={`Leave out member ${at + 1}`}
                  onClick={() => onChange(members.filter((_, index) => index !== at))}
                  sx={{ height: size.control }}
                >
                  <CloseIcon size={14} />
                </IconButton>
              </Tooltip>
            </Box>
          );
        })}
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <Button
          onClick={() => onChange([...members, { name: `etcd-${members.length + 1}`, peerURLs: '' }])}
          sx={{ flexShrink: 0 }}
        >
          Add a member
        </Button>
        <Box sx={{ color: all.error !== null ? color.bad : all.warning !== null ? color.warn : color.muted }}>
          {all.error ?? all.warning ?? 'Every member is restored from the same file, on its own host.'}
        </Box>
      </Box>
    </Box>
  );
}
