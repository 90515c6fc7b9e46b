import { CodeEditor } from '../../ui/CodeEditor.tsx';
import { HexView } from '../../ui/HexView.tsx';
import type { ReadKey } from './read-value.ts';

/** Shows a value as text, or bytes beside their offsets. */
export function ValueView(props: {
  readonly read: ReadKey;
  readonly label: string;
  /** Names the document for the editor. */
  readonly documentId: string;
}) {
  const { read, label, documentId } = props;
  const { codec, text, language } = read.value;
  if (codec === 'hex') return <HexView bytes={read.entry.value} label={label} />;
  return <CodeEditor documentId={`${documentId}/${codec}`} text={text} language={language} label={label} isReadOnly />;
}
