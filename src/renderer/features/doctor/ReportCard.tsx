import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { useAskedOf } from '../../state/cluster-asked.ts';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { showToast } from '../../state/toasts.ts';
import { Card } from '../../ui/Card.tsx';
import { color } from '../../ui/tokens.ts';

const extensions = { html: 'html', markdown: 'md' } as const;

/** One file for a colleague. There is none before the first examination. */
export function ReportCard({ isReady }: { readonly isReady: boolean }) {
  const api = useApi();
  const { id, profile } = useConnection();
  const pick = usePickFile();
  const save = async (format: keyof typeof extensions): Promise<void> => {
    const suggested = `${profile.name.replaceAll(/[^A-Za-z0-9_-]/g, '-')}-report.${extensions[format]}`;
    const file = await pick({ purpose: 'save', title: 'Save the report', suggested });
    if (file === null) return;
    try {
      await api.doctor.report({ connection: id, format, file });
      showToast({ tone: 'ok', text: 'The report was saved.', detail: file });
    } catch (error) {
      const { title: text, action: detail } = describeFailure(failureOf(error));
      showToast({ tone: 'bad', text, detail });
    }
  };
  const copy = async (): Promise<void> => {
    try {
      const { text } = await api.doctor.report({ connection: id, format: 'markdown', file: null });
      await navigator.clipboard.writeText(text ?? '');
      showToast({ tone: 'ok', text: 'The report was copied as Markdown.' });
    } catch (error) {
      if (error instanceof DOMException) return showToast({ tone: 'warn', text: 'The clipboard is not available.' });
      const { title: text, action: detail } = describeFailure(failureOf(error));
      showToast({ tone: 'bad', text, detail });
    }
  };
  useAskedOf('report', () => void save('html'));
  return (
    <Card title="A report for a colleague">
      <Box sx={{ color: color.muted, mb: 1 }}>
        Status, findings, metrics, versions and the configuration seen, in one file. No value, no key and no secret is
        in it.
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button disabled={!isReady} onClick={() => void save('html')}>
          Save HTML…
        </Button>
        <Button disabled={!isReady} onClick={() => void save('markdown')}>
          Save Markdown…
        </Button>
        <Button disabled={!isReady} onClick={() => void copy()}>
          Copy
        </Button>
      </Box>
    </Card>
  );
}
