import { CodeEditor } from '../../ui/CodeEditor.tsx';
import { HexView } from '../../ui/HexView.tsx';
import type { ReadKey } from './read-value.ts';

/** A value to look at: as text, or byte by byte, where bytes stand better beside their offsets than in an editor. */
export function ValueView(props: {
  readonly read: ReadKey;
  readonly label: string;
  /** Tells documents apart, as an editor's. */
  readonly documentId: string;
}) {
  const { read, label, documentId } = props;
  const { codec, text, language } = read.value;
  if (codec === 'hex') return <HexView bytes={read.entry.value} label={label} />;
  return <CodeEditor documentId={`${documentId}/${codec}`} text={text} language={language} label={label} isReadOnly />;
}
