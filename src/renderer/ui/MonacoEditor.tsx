import { MonospaceLineBreaksComputerFactory } from 'monaco-editor/editor/common/viewModel/monospaceLineBreaksComputer.js';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isLarge } from './changed-lines.ts';
import { keepView, openDocument, replaceText, textOfModel } from './code-documents.ts';
import type { CodeEditorProps } from './code-editor-props.ts';
import { leaveChordsToTheWindow } from './editor-keys.ts';
import { inTasks } from './in-tasks.ts';
import { breakAhead, type RowOptions, type TextToBreak } from './line-breaks.ts';
import { commonOptions, monaco } from './monaco.ts';
import { keepsFocus } from './use-focus-home.ts';

/** Each region that can be folded is a decoration, and all of them are placed in one task. */
const mostRegions = 5_000;
const mostRegionsOfLarge = 1_000;

/**
 * What reads a whole text for what is in sight is left out of large ones. Lines that stick are those of an outline, which
 * the worker sends as an object for each name.
 */
const optionsFor = (large: boolean): monaco.editor.IEditorOptions => ({
  stickyScroll: { enabled: !large },
  matchBrackets: large ? 'never' : 'always',
  foldingMaximumRegions: large ? mostRegionsOfLarge : mostRegions,
});

/** A model, with what its rows will depend on once an editor shows it. */
function textToBreak(editor: monaco.editor.ICodeEditor, model: monaco.editor.ITextModel): TextToBreak {
  const { EditorOption } = monaco.editor;
  const options: RowOptions = [
    editor.getOption(EditorOption.fontInfo),
    model.getOptions().tabSize,
    editor.getOption(EditorOption.wrappingInfo).wrappingColumn,
    editor.getOption(EditorOption.wrappingIndent),
    editor.getOption(EditorOption.wordBreak),
    editor.getOption(EditorOption.wrapOnEscapedLineFeeds),
    editor.getOption(EditorOption.effectiveFullwidthCharacterWidth) === 'twoCells',
  ];
  return {
    factory: MonospaceLineBreaksComputerFactory.create({ get: (option) => editor.getOption(option) }),
    options,
    version: () => model.getVersionId(),
    lineCount: model.getLineCount(),
    lineAt: (line) => model.getLineContent(line),
  };
}

/**
 * Keeps the focus for a text that is not shown yet, and has nothing to take it. Falling to the page, it would be given to
 * what the screen lists.
 */
const holdFocus = (box: HTMLElement | null): void => box?.focus({ preventScroll: true });

/** The editor behind `CodeEditor`, in a separate chunk. */
export function MonacoEditor(props: CodeEditorProps) {
  const { documentId, text, language, label, isReadOnly = false, hasFocus = false } = props;
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const latest = useRef(props);
  latest.current = props;
  /** What the editor shows. A large text comes to it in a later task. */
  const [shownModel, setShownModel] = useState<monaco.editor.ITextModel | null>(null);
  /** The text that both sides agree on, so that an edit does not come back as a change from outside. */
  const agreed = useRef(text);
  const isForLarge = useRef(isLarge(text));
  /** Whether the editor has its text, and so can have the focus. */
  const isShown = useRef(false);

  useLayoutEffect(() => {
    if (box.current === null) return;
    const options = { ...commonOptions, ...optionsFor(isForLarge.current), automaticLayout: true };
    const made = monaco.editor.create(box.current, { ...options, model: null });
    editor.current = made;
    const stop = leaveChordsToTheWindow(box.current);
    const held = box.current;
    // A dialog that was open while the text came gives the focus back to the box, which held it or keeps it.
    const passOn = (): void => {
      if (isShown.current) made.focus();
    };
    held.addEventListener('focus', passOn);
    return () => {
      stop();
      held.removeEventListener('focus', passOn);
      const model = made.getModel();
      if (model !== null) keepView(model, made.saveViewState());
      editor.current = null;
      made.dispose();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: text and language have an effect of their own.
  useLayoutEffect(() => {
    const shown = editor.current;
    if (shown === null) return;
    const open = () => openDocument(documentId, latest.current.text, latest.current.language);
    let stopListening: (() => void) | null = null;
    const show = (): void => {
      const kept = open();
      const now = latest.current;
      agreed.current = now.text;
      replaceText(kept.model, now.text);
      // Any change of its options has Monaco look at every model again.
      if (isLarge(now.text) !== isForLarge.current) shown.updateOptions(optionsFor(isLarge(now.text)));
      isForLarge.current = isLarge(now.text);
      shown.setModel(kept.model);
      if (kept.view !== null) shown.restoreViewState(kept.view);
      isShown.current = true;
      // Not where the operator has gone elsewhere since.
      if (document.activeElement === box.current) shown.focus();
      const listening = kept.model.onDidChangeContent(() => {
        const edited = textOfModel(kept.model);
        if (edited === agreed.current) return;
        agreed.current = edited;
        latest.current.onChange?.(edited);
      });
      stopListening = () => listening.dispose();
      setShownModel(kept.model);
    };
    let stop = (): void => undefined;
    const toBreak = () => textToBreak(shown, open().model);
    if (latest.current.hasFocus === true) holdFocus(box.current);
    if (isLarge(text)) stop = inTasks([open, ...breakAhead(text.length, toBreak, show)]);
    else show();
    return () => {
      stop();
      stopListening?.();
      // When the whole component goes, the effect above has cleaned up first.
      const model = editor.current?.getModel();
      if (model === null || model === undefined) return;
      keepView(model, shown.saveViewState());
      isShown.current = false;
      if (shown.hasTextFocus()) holdFocus(box.current);
      shown.setModel(null);
    };
  }, [documentId]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (model === null || model === undefined) return;
    if (model.getLanguageId() !== language) monaco.editor.setModelLanguage(model, language);
    if (text === agreed.current) return;
    agreed.current = text;
    replaceText(model, text);
  }, [text, language]);

  useEffect(() => {
    if (!hasFocus) return;
    if (editor.current?.getModel() === null) holdFocus(box.current);
    else editor.current?.focus();
  }, [hasFocus]);

  useEffect(() => {
    editor.current?.updateOptions({ readOnly: isReadOnly, ariaLabel: label });
  }, [isReadOnly, label]);

  const { problem } = props;
  useEffect(() => {
    const shown = editor.current;
    const model = shown?.getModel();
    if (shown === null || !model || model !== shownModel || problem === undefined) return;
    const line = Math.min(problem.line, model.getLineCount());
    const mark = {
      severity: monaco.MarkerSeverity.Error,
      message: problem.message,
      startLineNumber: line,
      startColumn: model.getLineFirstNonWhitespaceColumn(line) || 1,
      endLineNumber: line,
      endColumn: model.getLineMaxColumn(line),
    };
    monaco.editor.setModelMarkers(model, 'problem', [mark]);
    shown.revealLineInCenterIfOutsideViewport(line);
    return () => {
      if (!model.isDisposed()) monaco.editor.setModelMarkers(model, 'problem', []);
    };
  }, [problem, shownModel]);

  return <div ref={box} {...keepsFocus} tabIndex={-1} style={{ height: '100%', outline: 'none' }} />;
}
