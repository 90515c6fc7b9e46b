import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { color } from '../../ui/tokens.ts';
import { FailureView } from '../failures/FailureView.tsx';
import { IssuedFiles } from './IssuedFiles.tsx';
import { useKnownCa } from './known-ca.ts';
import type { MemberCertificates } from './member-certificates.ts';

/** Issues the certificates of one more member by a CA that etcdeck made earlier; its folder is picked. */
export function IssueMemberCertificates(props: {
  readonly member: MemberCertificates;
  /** The CA to begin at, where this window knows no better one. */
  readonly caFile: string | null;
  readonly isDisabled?: boolean;
}) {
  const { member, caFile, isDisabled = false } = props;
  const api = useApi();
  const pickFile = usePickFile();
  const [known, setKnown] = useKnownCa();
  const issue = useMutation({
    mutationFn: (ca: string) => api.newCluster.issueMemberCertificates({ caFile: ca, ...member }),
    onSuccess: (_issued, ca) => setKnown(ca),
  });
  const begin = async (): Promise<void> => {
    const title = 'The CA: ca.crt in the folder that etcdeck made';
    const picked = await pickFile({ purpose: 'open', title, suggested: known ?? caFile });
    if (picked !== null) issue.mutate(picked);
  };
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
        <Button disabled={isDisabled || issue.isPending} onClick={() => void begin()}>
          {issue.isPending ? 'Issuing…' : 'Issue its certificates…'}
        </Button>
        <Box sx={{ color: color.muted, flex: '1 1 300px' }}>
          By the CA that etcdeck made for this cluster: pick ca.crt in its folder, where ca.key is too.
        </Box>
      </Box>
      {issue.data === undefined ? null : <IssuedFiles issued={issue.data} />}
      {issue.error === null ? null : <FailureView failure={failureOf(issue.error)} layout="inline" />}
    </Box>
  );
}
