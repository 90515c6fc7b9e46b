import { commit, licence, shipped } from 'virtual:about';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useHost } from '../../state/settings.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { color } from '../../ui/tokens.ts';
import { licenceWords, reportHead } from './about-words.ts';
import { NoticeList } from './NoticeList.tsx';
import { UpdateNewsLine } from './UpdateNewsLine.tsx';

/** Which etcdeck this is, what it runs on, and the notices of the work of others that is in it. */
export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  const host = useHost();
  const facts = [
    { name: 'Version', value: host.version },
    { name: 'Commit', value: commit ?? 'built outside of a repository', isMono: commit !== null },
    { name: 'Runs on', value: host.runsOn.join(', ') },
    { name: 'Licence', value: licenceWords(licence) },
  ];
  return (
    <DialogFrame
      isOpen
      title="About etcdeck"
      description="The operator's desk for etcd."
      width={720}
      onClose={onClose}
      actions={
        <>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, mr: 'auto', color: color.muted }}>
            Copy for a bug report
            <CopyButton label="Copy for a bug report" text={() => reportHead(host, commit, navigator.userAgent)} />
          </Box>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <FactList facts={facts} />
      <UpdateNewsLine />
      <Box component="section" aria-labelledby="third-party" sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
        <Typography variant="h3" id="third-party">
          With the work of others
        </Typography>
        <NoticeList shipped={shipped} />
      </Box>
    </DialogFrame>
  );
}
