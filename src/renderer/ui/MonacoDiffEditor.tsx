import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Compared } from './changed-lines.ts';
import type { DiffEditorProps } from './code-editor-props.ts';
import { leaveChordsToTheWindow } from './editor-keys.ts';
import { inTasks } from './in-tasks.ts';
import { commonOptions, createComparison, monaco } from './monaco.ts';
import { useScheme } from './use-scheme.ts';

/** Monaco gives up a comparison after this long. */
const longestComparisonMs = 5_000;

/** Lines that are shown above and below what differs. */
const contextLineCount = 4;

type ComparedProps = Omit<DiffEditorProps, keyof Compared> & Compared;

/** The comparison behind `DiffEditor`. Both sides are read-only. */
export function MonacoDiffEditor({ language, label, isInline = false, showsAll = false, ...compared }: ComparedProps) {
  const { before, after, linesAbove } = compared;
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneDiffEditor | null>(null);
  const scheme = useScheme();

  useLayoutEffect(() => {
    if (box.current === null) return;
    const made = createComparison(box.current, {
      ...commonOptions,
      automaticLayout: true,
      readOnly: true,
      domReadOnly: true,
      originalEditable: false,
      // A space more or less is a byte more or less.
      ignoreTrimWhitespace: false,
      maxComputationTime: longestComparisonMs,
      renderWhitespace: 'trailing',
      renderOverviewRuler: false,
      renderMarginRevertIcon: false,
      renderGutterMenu: false,
      useInlineViewWhenSpaceIsLimited: false,
      hideUnchangedRegions: { enabled: true, contextLineCount },
    });
    editor.current = made;
    const stop = leaveChordsToTheWindow(box.current);
    return () => {
      stop();
      editor.current = null;
      made.dispose();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: lines that are gone keep the numbers of the colours of their scheme.
  useEffect(() => {
    const shown = editor.current;
    if (shown === null) return;
    let models: monaco.editor.IDiffEditorModel | null = null;
    const show = (): void => {
      models = {
        original: monaco.editor.createModel(before, language),
        modified: monaco.editor.createModel(after, language),
      };
      shown.setModel(models);
    };
    // Making the editor is a task by itself.
    const stop = inTasks([show]);
    return () => {
      stop();
      if (models === null) return;
      const { original, modified } = models;
      // When the whole component goes, the effect above has cleaned up first.
      if (editor.current !== null) shown.setModel(null);
      // A running comparison that finds its texts gone ends in an error that cannot be caught.
      setTimeout(() => {
        original.dispose();
        modified.dispose();
      }, longestComparisonMs);
    };
  }, [before, after, language, scheme]);

  useEffect(() => {
    // Any change of its options takes the names of its sides away.
    editor.current?.updateOptions({
      renderSideBySide: !isInline,
      hideUnchangedRegions: { enabled: !showsAll, contextLineCount },
      lineNumbers: (line: number): string => String(line + linesAbove),
    });
    editor.current?.getOriginalEditor().updateOptions({ ariaLabel: `${label}, before` });
    editor.current?.getModifiedEditor().updateOptions({ ariaLabel: `${label}, after` });
  }, [isInline, showsAll, label, linesAbove]);

  return <div ref={box} style={{ height: '100%' }} />;
}
