import Box from '@mui/material/Box';
import type { Registry } from '../../../../contract/kubernetes.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { useDatabaseSize } from '../../../state/cluster.tsx';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { formatBytes } from '../../../ui/format.ts';

const contents = [
  'What each resource takes in each namespace: objects, bytes, writes, managedFields, last-applied',
  'The hundred largest objects, and the hundred that were written most',
  'Deletions that finalizers hold, stale Leases, objects without their owner or namespace, Events without a lease, damaged objects',
  'The versions that objects are stored in, and the release that stops to read each',
  'What is encrypted, with which key, and what lies in clear: Secrets too',
  'Helm’s releases',
];

/** What a report will tell, and what making it costs. */
export function ReportIntro({ registry }: { readonly registry: Registry }) {
  const { standing } = useSource();
  const size = useDatabaseSize();
  const bound =
    size === null
      ? 'all of their bytes'
      : `all of their bytes, ${formatBytes(size)} at most: what the database has in use`;
  return (
    <Box sx={{ textAlign: 'start' }}>
      It will tell:
      <Box component="ul" sx={{ m: '4px 0 12px', pl: '20px' }}>
        {contents.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </Box>
      Each figure opens the objects behind it, and each table is there as CSV.
      <Box component="p" sx={{ m: '12px 0 0' }}>
        It costs: every object beneath {escapeBytes(registry.prefix).text} is read once,{' '}
        {standing === 'file' ? 'from the file' : `at one revision, in pages, and a member sends ${bound}`}. Nothing is
        written, and it can be stopped at any time.
      </Box>
    </Box>
  );
}
