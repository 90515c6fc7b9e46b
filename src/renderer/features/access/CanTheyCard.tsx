import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccessUser, PermittedExtent, RangeAccess } from '../../../contract/access.ts';
import { permissionWords } from '../../parts/access/access-words.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { useIsRested } from '../../state/use-rested.ts';
import { toHex } from '../../ui/byte-text.ts';
import { Card } from '../../ui/Card.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { rangeId } from './access-lanes.ts';
import { extentWords, rolesBy } from './extent-words.ts';
import { NamePicker } from './NamePicker.tsx';
import { RangeFields } from './RangeFields.tsx';
import { emptyRange, readRange } from './range-form.ts';
import { accessKey } from './use-access.ts';

const restMs = 250;

/** What a user may do with a key or a range, and by which role. */
export function CanTheyCard({ users }: { readonly users: readonly AccessUser[] }) {
  const api = useApi();
  const { id } = useConnection();
  const [user, setUser] = useState<string | null>(null);
  const [form, setForm] = useState(emptyRange);
  const range = readRange(form);
  const asked = range.ok ? `${toHex(range.key)} ${range.end === null ? '' : toHex(range.end)}` : null;
  const isRested = useIsRested(asked, restMs);
  const { data, error } = useQuery({
    queryKey: [...accessKey(id), 'check', user, asked],
    enabled: user !== null && isRested && asked !== null,
    queryFn: ({ signal }) =>
      user !== null && range.ok
        ? api.access.check({ connection: id, user, key: range.key, end: range.end }, { signal })
        : null,
    gcTime: 0,
  });
  return (
    <Card title="Can they?">
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
        <NamePicker label="User" names={users.map(({ name }) => name)} value={user} onChange={setUser} />
        <RangeFields form={form} onChange={setForm} />
        {error !== null ? (
          <FailureView failure={failureOf(error)} layout="inline" />
        ) : data && user !== null ? (
          <Answer user={user} access={data} isAuthOn={data.isAuthOn} />
        ) : (
          <Box sx={{ color: color.muted }}>
            {user !== null && asked !== null ? 'Asking…' : 'Choose a user and type a key or a prefix.'}
          </Box>
        )}
      </Box>
    </Card>
  );
}

function Answer(props: { readonly user: string; readonly access: RangeAccess; readonly isAuthOn: boolean | null }) {
  const { user, access, isAuthOn } = props;
  const ranges = [...access.read.by, ...access.write.by].filter(
    (range, at, all) => all.findIndex((other) => rangeId(other) === rangeId(range)) === at,
  );
  return (
    <Box role="status" aria-label="What they can do">
      {isAuthOn === false ? (
        <Box sx={{ mb: '6px' }}>
          Authentication is off: everybody may read and write every key. With authentication on it would be:
        </Box>
      ) : null}
      <Extent verb="read" user={user} of={access.read} />
      <Extent verb="write" user={user} of={access.write} />
      {ranges.length === 0 ? null : (
        <Box component="ul" aria-label="Permitted by" sx={{ m: '6px 0 0', pl: '18px', color: color.muted }}>
          {ranges.map((range) => (
            <Box component="li" key={rangeId(range)} sx={{ overflowWrap: 'anywhere' }}>
              {permissionWords(range)}, by the role {range.role}
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}

function Extent(props: { readonly verb: 'read' | 'write'; readonly user: string; readonly of: PermittedExtent }) {
  const { verb, user, of } = props;
  const { text, tone } = extentWords(of);
  const roles = rolesBy(of);
  const how =
    of.extent === 'none'
      ? `${user} may ${verb} none of it.`
      : `${user} may ${verb} ${of.extent === 'whole' ? 'all' : 'a part'} of it, by ${roles.join(', ')}.`;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 26 }}>
      <Box sx={{ width: 56 }}>{verb === 'read' ? 'Read' : 'Write'}</Box>
      <Box sx={{ width: 64 }}>
        <StatusChip tone={tone}>{text}</StatusChip>
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{how}</Box>
    </Box>
  );
}
