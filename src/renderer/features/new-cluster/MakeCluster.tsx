import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useQuery } from '@tanstack/react-query';
import type { NewMember } from '../../../contract/new-cluster.ts';
import { MemberChoice } from '../../parts/cluster/MemberChoice.tsx';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { faultAt, fieldFault } from '../../parts/forms/field-fault.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { useIsRested } from '../../state/use-rested.ts';
import { Field } from '../../ui/Field.tsx';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { color } from '../../ui/tokens.ts';
import { IssueCertificates } from './IssueCertificates.tsx';
import { NewClusterStarts } from './NewClusterStarts.tsx';
import { useNewCluster } from './use-new-cluster.ts';

const restMs = 400;
const pair = { display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: 2 } as const;

/** Asks for the members of a cluster to be, and shows how to start each. */
export function MakeCluster() {
  const api = useApi();
  const { fields, change } = useNewCluster();
  const { count, members: all, dataDir, token, tls, certificatesFolder } = fields;
  const members = all.slice(0, count).map(({ name, host }) => ({ name: name.trim(), host: host.trim() }));
  const isWhole = members.every(({ name, host }) => name !== '' && host !== '');
  const request = {
    members,
    dataDir: dataDir.trim(),
    token: token.trim(),
    tls,
    certificatesFolder: certificatesFolder.trim(),
  };
  const isRested = useIsRested(JSON.stringify(request), restMs);
  const described = useQuery({
    queryKey: ['new cluster', request],
    enabled: isWhole && isRested,
    gcTime: 0,
    queryFn: ({ signal }) => api.newCluster.describe(request, { signal }),
    placeholderData: (before) => before,
  });
  const refused = described.error === null ? null : failureOf(described.error);
  const fault = fieldFault(refused);
  const changeMember = (index: number, changed: Partial<NewMember>): void =>
    change({ members: all.map((member, at) => (at === index ? { ...member, ...changed } : member)) });
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <MemberChoice value={count} onChange={(next) => change({ count: next })} />
      <Box component="ol" aria-label="Members" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        <Box role="presentation" aria-hidden="true" sx={{ ...pair, fontWeight: 500 }}>
          <span>Name</span>
          <span>Host</span>
        </Box>
        {all.slice(0, count).map((member, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a member's place is its identity while it has no name.
          <Box component="li" key={at} sx={pair}>
            <Field
              label={`Name of member ${at + 1}`}
              isLabelHidden
              value={member.name}
              onChange={(name) => changeMember(at, { name })}
              isMono
              error={faultAt(fault, 'name', at)}
            />
            <Field
              label={`Host of member ${at + 1}`}
              isLabelHidden
              value={member.host}
              onChange={(host) => changeMember(at, { host })}
              isMono
              error={faultAt(fault, 'host', at)}
              hasFocus={at === 0}
              placeholder={`host name or IP address, as 10.0.0.${at + 1}`}
            />
          </Box>
        ))}
      </Box>
      <Box sx={pair}>
        <Field
          label="Data-dir"
          value={dataDir}
          onChange={(next) => change({ dataDir: next })}
          isMono
          error={faultAt(fault, 'dataDir')}
        />
        <Field
          label="Token"
          value={token}
          onChange={(next) => change({ token: next })}
          isMono
          hint="Keeps members of other new clusters apart."
          error={faultAt(fault, 'token')}
        />
      </Box>
      <Box sx={{ ...pair, alignItems: 'end' }}>
        <FormControlLabel
          control={<Checkbox size="small" checked={tls} onChange={(_event, isTls) => change({ tls: isTls })} />}
          label="TLS, with client certificates"
        />
        <Box sx={{ visibility: tls ? 'visible' : 'hidden' }}>
          <Field
            label="Folder of certificates on each host"
            value={certificatesFolder}
            onChange={(next) => change({ certificatesFolder: next })}
            isMono
            isDisabled={!tls}
            error={faultAt(fault, 'certificatesFolder')}
          />
        </Box>
      </Box>
      {!isWhole ? (
        <Box sx={{ color: color.muted }}>Give every member a name and a host to see what to run there.</Box>
      ) : fault !== null ? (
        <Box sx={{ color: color.muted }}>Correct what is marked to see what to run there.</Box>
      ) : refused !== null ? (
        <FailureView failure={refused} layout="inline" onRetry={() => void described.refetch()} />
      ) : described.data === undefined ? (
        <LoadingBlock label="Making the start" height={260} />
      ) : (
        <>
          {tls ? <IssueCertificates members={members} certificatesFolder={request.certificatesFolder} /> : null}
          <NewClusterStarts start={described.data} />
        </>
      )}
    </Box>
  );
}
