import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import type { NewMember } from '../../../contract/new-cluster.ts';
import { IssuedFiles } from '../../parts/cluster/IssuedFiles.tsx';
import { useKnownCa } from '../../parts/cluster/known-ca.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { color } from '../../ui/tokens.ts';

/** Issues a CA of its own for the cluster, and what each member needs, into a new folder that the operator names. */
export function IssueCertificates(props: {
  readonly members: readonly NewMember[];
  /** The folder of the certificates on each host. */
  readonly certificatesFolder: string;
}) {
  const { members, certificatesFolder } = props;
  const api = useApi();
  const pickFile = usePickFile();
  const [, setKnown] = useKnownCa();
  const issue = useMutation({
    mutationFn: (folder: string) => api.newCluster.issueCertificates({ folder, members, certificatesFolder }),
    onSuccess: ({ files }) => {
      const ca = files.find(({ path, member }) => member === null && path.endsWith('ca.crt'));
      if (ca !== undefined) setKnown(ca.path);
    },
  });
  const begin = async (): Promise<void> => {
    const folder = await pickFile({
      purpose: 'newFolder',
      title: 'A new folder for the certificates',
      suggested: null,
    });
    if (folder !== null) issue.mutate(folder);
  };
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
        <Button disabled={issue.isPending} onClick={() => void begin()}>
          {issue.isPending ? 'Issuing…' : 'Issue certificates here…'}
        </Button>
        <Box sx={{ color: color.muted, flex: '1 1 300px' }}>
          By a new CA, one folder a member, and one certificate for you. Copy each to its host, and keep the CA’s key
          safe.
        </Box>
      </Box>
      {issue.data === undefined ? null : <IssuedFiles issued={issue.data} />}
      {issue.error === null ? null : <FailureView failure={failureOf(issue.error)} layout="inline" />}
    </Box>
  );
}
