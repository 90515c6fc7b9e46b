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

/** Replaces a model's text as one edit that can be undone. */
export function replaceText(model: monaco.editor.ITextModel, text: string): void {
  if (textOfModel(model) === text) return;
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  model.pushStackElement();
}
