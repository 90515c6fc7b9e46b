import { changedLines } from './changed-lines.ts';
import { monaco } from './monaco.ts';

interface OpenDocument {
  readonly model: monaco.editor.ITextModel;
  view: monaco.editor.ICodeEditorViewState | null;
}

/** Enough for the tabs that an operator switches between. */
const documentsKept = 20;

const documents = new Map<string, OpenDocument>();

/** The text of a model, to the last byte: its own line endings and byte order mark. */
export const textOfModel = (model: monaco.editor.ITextModel): string =>
  model.getValue(monaco.editor.EndOfLinePreference.TextDefined, true);

/**
 * Returns a document by its id. The most recently shown ones keep their undo history and their place while another is
 * shown; the text itself belongs to the component that shows it.
 */
export function openDocument(id: string, text: string, language: string): OpenDocument {
  const known = documents.get(id);
  documents.delete(id);
  const document = known ?? { model: monaco.editor.createModel(text, language), view: null };
  documents.set(id, document);
  if (document.model.getLanguageId() !== language) monaco.editor.setModelLanguage(document.model, language);
  for (const [oldest, old] of documents) {
    if (documents.size <= documentsKept) break;
    if (old.model.isAttachedToEditor()) continue;
    documents.delete(oldest);
    old.model.dispose();
  }
  return document;
}

/** Remembers where an editor stands in a model, for when it is shown again. */
export function keepView(model: monaco.editor.ITextModel, view: monaco.editor.ICodeEditorViewState | null): void {
  for (const document of documents.values()) if (document.model === model) document.view = view;
}

/** No position in a model leads to its byte order mark. */
const byteOrderMark = '\uFEFF';

/**
 * Replaces a model's text as one edit that can be undone: of the lines that differ, since replacing many lines takes a
 * model longer than their number.
 */
export function replaceText(model: monaco.editor.ITextModel, text: string): void {
  const before = textOfModel(model);
  if (before === text) return;
  const isMarked = before.startsWith(byteOrderMark) || text.startsWith(byteOrderMark);
  const { start, beforeEnd, afterEnd } = isMarked
    ? { start: 0, beforeEnd: before.length, afterEnd: text.length }
    : changedLines(before, text);
  const range = isMarked
    ? model.getFullModelRange()
    : monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(beforeEnd));
  model.pushStackElement();
  model.pushEditOperations([], [{ range, text: text.slice(start, afterEnd) }], () => null);
  model.pushStackElement();
}
