import Box from '@mui/material/Box';
import { lazy, Suspense } from 'react';
import type { CodeEditorProps } from './code-editor-props.ts';
import { LoadingRows } from './LoadingState.tsx';
import { loadMonacoCore } from './load-monaco.ts';

const MonacoEditor = lazy(async () => {
  await loadMonacoCore();
  return { default: (await import('./MonacoEditor.tsx')).MonacoEditor };
});

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
