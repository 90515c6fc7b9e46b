import Box from '@mui/material/Box';
import { lazy, Suspense } from 'react';
import { LoadingRows } from './LoadingState.tsx';

export type CodeLanguage = 'json' | 'yaml' | 'plaintext';

export interface CodeEditorProps {
  /** Tells documents apart: the same one keeps its undo history and its place while another is shown. */
  readonly documentId: string;
  readonly text: string;
  readonly language: CodeLanguage;
  /** What is edited, for a screen reader. */
  readonly label: string;
  readonly isReadOnly?: boolean;
  readonly hasFocus?: boolean;
  /** The text after each edit of the operator's, whole. */
  readonly onChange?: (text: string) => void;
}

const MonacoEditor = lazy(async () => ({ default: (await import('./MonacoEditor.tsx')).MonacoEditor }));

/** A text editor for values. The editor itself is loaded when the first one is shown. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense
      fallback={
        <Box sx={{ pt: 1 }}>
          <LoadingRows label="Loading the editor" rowHeight={20} />
        </Box>
      }
    >
      <MonacoEditor {...props} />
    </Suspense>
  );
}
