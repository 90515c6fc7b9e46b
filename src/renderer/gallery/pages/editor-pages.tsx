import { CodeEditor } from '../../ui/CodeEditor.tsx';
import { DiffEditor } from '../../ui/DiffEditor.tsx';
import type { GalleryPage } from '../gallery-page.ts';
import { Held } from '../Held.tsx';

const before = '{\n  "host": "db-1.internal",\n  "pool": 20\n}\n';
const after = '{\n  "host": "db-2.internal",\n  "pool": 20\n}\n';

export const editorPages: readonly GalleryPage[] = [
  {
    name: 'CodeEditor',
    specimens: [
      {
        state: 'JSON',
        height: 160,
        shown: (
          <Held initial={before}>
            {(text, set) => (
              <CodeEditor documentId="json" text={text} language="json" label="A JSON value" onChange={set} />
            )}
          </Held>
        ),
      },
      {
        state: 'Read-only',
        height: 100,
        shown: <CodeEditor documentId="plain" text="plain text" language="plaintext" label="A text" isReadOnly />,
      },
    ],
  },
  {
    name: 'DiffEditor',
    specimens: [
      {
        state: 'One line changed',
        shown: (
          <DiffEditor
            before={before}
            after={after}
            language="json"
            label="What changes"
            beforeTitle="Stored"
            afterTitle="Yours"
            height={180}
          />
        ),
      },
    ],
  },
];
