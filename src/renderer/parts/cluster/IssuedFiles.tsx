import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { IssuedCertificates } from '../../../contract/new-cluster.ts';
import { Notice } from '../../ui/Notice.tsx';
import { color, mono } from '../../ui/tokens.ts';

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The certificates that were issued: for how long they are valid, and which file goes where on which host. */
export function IssuedFiles({ issued }: { readonly issued: IssuedCertificates }) {
  const { folder, files, validUntil, caValidUntil } = issued;
  const inOrder = [...files.filter(({ member }) => member !== null), ...files.filter(({ member }) => member === null)];
  return (
    <Box sx={{ mt: 1 }}>
      <Notice tone="info">
        Issued into {folder}. The certificates are valid until {dayOf(validUntil)}, their CA until {dayOf(caValidUntil)}
        . README.txt there says it too.
      </Notice>
      <Box
        role="group"
        aria-label="Where the files go"
        tabIndex={0}
        sx={{ maxHeight: 240, overflow: 'auto', border: `1px solid ${color.line}`, borderTop: 0 }}
      >
        <Table stickyHeader aria-label="Where the files go" sx={{ '& th, & td': { px: '8px', py: '3px' } }}>
          <TableHead>
            <TableRow>
              {['File', 'Host', 'Copy it to'].map((title) => (
                <TableCell key={title}>{title}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {inOrder.map(({ path, member, hostPath }) => (
              <TableRow key={path}>
                <TableCell sx={{ ...mono, overflowWrap: 'anywhere' }}>{within(folder, path)}</TableCell>
                <TableCell>{member ?? <Muted>stays here</Muted>}</TableCell>
                <TableCell sx={{ ...mono, overflowWrap: 'anywhere' }}>{hostPath ?? <Muted>–</Muted>}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </Box>
  );
}

const Muted = ({ children }: { readonly children: string }) => (
  <Box component="span" sx={{ color: color.muted }}>
    {children}
  </Box>
);

/** Paths are the host's that core runs on, with its own separator. */
const within = (folder: string, path: string): string =>
  path.startsWith(folder) ? path.slice(folder.length + 1) : path;
