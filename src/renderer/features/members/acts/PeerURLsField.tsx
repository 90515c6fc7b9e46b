import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import type { MemberId } from '../../../../contract/ids.ts';
import { checkWords, urlsIn } from '../../../parts/cluster/peer-urls.ts';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { useIsRested } from '../../../state/use-rested.ts';
import { TextArea } from '../../../ui/TextArea.tsx';
import { color } from '../../../ui/tokens.ts';

const restMs = 400;

/** Peer URLs, checked while they are typed: what etcd would refuse, and what it would take and should not. */
export function PeerURLsField(props: {
  /** Whose URLs they become; `null` for a new member. */
  readonly member: MemberId | null;
  readonly value: string;
  readonly hasFocus?: boolean;
  readonly onChange: (value: string) => void;
}) {
  const { member, value, hasFocus = false, onChange } = props;
  const api = useApi();
  const { id } = useConnection();
  const peerURLs = urlsIn(value);
  const isRested = useIsRested(value, restMs);
  const checked = useQuery({
    queryKey: ['peer URLs', id, member, peerURLs],
    enabled: isRested && peerURLs.length > 0,
    gcTime: 0,
    queryFn: ({ signal }) => api.cluster.checkPeerURLs({ connection: id, member, peerURLs }, { signal }),
  });
  const { errors, warnings } = checkWords(checked.data ?? []);
  const failed = checked.error === null ? null : describeFailure(failureOf(checked.error)).title;
  return (
    <Box>
      <TextArea
        label="Peer URLs"
        rows={2}
        value={value}
        hasFocus={hasFocus}
        onChange={onChange}
        placeholder="https://10.0.0.4:2380"
        error={errors.length > 0 ? errors.join(' ') : null}
        hint="Where the other members reach it: one a line. Usually one, with port 2380."
      />
      {[...warnings, ...(failed === null ? [] : [`They could not be checked. ${failed}`])].map((warning) => (
        <Box key={warning} role="status" sx={{ color: color.warn, mt: '4px', overflowWrap: 'anywhere' }}>
          {warning}
        </Box>
      ))}
    </Box>
  );
}
