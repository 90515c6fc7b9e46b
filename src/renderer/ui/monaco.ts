import * as monaco from 'monaco-editor/editor.js';
import 'monaco-editor/features/register.all.js';
import 'monaco-editor/languages/definitions/yaml/register.js';
// Loaded by itself only when the first JSON is shown, and what it registers then comes too late for the editors after it.
import 'monaco-editor/languages/features/json/jsonMode.js';
import 'monaco-editor/languages/features/json/register.js';
import { setHoverDelegateFactory } from 'monaco-editor/base/browser/ui/hover/hoverDelegateFactory.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { StandaloneServices } from 'monaco-editor/editor/standalone/browser/standaloneServices.js';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker.js?worker';
import { WorkbenchHoverDelegate } from 'monaco-editor/platform/hover/browser/hover.js';
import { IInstantiationService } from 'monaco-editor/platform/instantiation/common/instantiation.js';
import { takeRowsAhead } from './line-breaks.ts';
import { font, type Scheme, schemeAttribute, schemes } from './tokens.ts';

// Slices, not the package root: a third of the size, for its TypeScript, CSS and HTML services and most grammars stay
// out. All features come together: some ask for services that only others register. The workers are bundled files of
// our own origin, so that no CSP needs `blob:`.
self.MonacoEnvironment = {
  getWorker: (_id: string, label: string) => (label === 'json' ? new JsonWorker() : new EditorWorker()),
};

takeRowsAhead();

interface Syntax {
  readonly name: string;
  readonly text: string;
  readonly number: string;
  readonly word: string;
}

const syntax: { readonly light: Syntax; readonly dark: Syntax } = {
  light: { name: '0a5c91', text: '1e6b1e', number: '9a4a00', word: '5f43c4' },
  dark: { name: '7cc4ee', text: 'a3d08a', number: 'e5a06a', word: 'a48df5' },
};

function defineTheme(name: 'light' | 'dark', scheme: Scheme): void {
  const colors = syntax[name];
  const bare = (color: string): string => color.slice(1);
  monaco.editor.defineTheme(`model-${name}`, {
    base: name === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare(scheme.text) },
      { token: 'type.yaml', foreground: colors.name },
      { token: 'string.key.json', foreground: colors.name },
      { token: 'string', foreground: colors.text },
      { token: 'string.value.json', foreground: colors.text },
      { token: 'string.yaml', foreground: colors.text },
      { token: 'number', foreground: colors.number },
      { token: 'keyword', foreground: colors.word },
      { token: 'keyword.json', foreground: colors.word },
      { token: 'comment', foreground: bare(scheme.muted), fontStyle: 'italic' },
      { token: 'delimiter', foreground: bare(scheme.muted) },
    ],
    colors: {
      'editor.background': scheme.background,
      'editor.foreground': scheme.text,
      'editorLineNumber.foreground': scheme.muted,
      'editorLineNumber.activeForeground': scheme.text,
      'editorCursor.foreground': scheme.accent,
      'editor.selectionBackground': `${scheme.accent}44`,
      'editor.lineHighlightBackground': `${scheme.muted}14`,
      'editor.lineHighlightBorder': '#00000000',
      'editorWidget.background': scheme.raised,
      'editorWidget.border': scheme.line,
      'editorHoverWidget.background': scheme.raised,
      'editorHoverWidget.border': scheme.line,
      'menu.background': scheme.surface,
      'menu.foreground': scheme.text,
      'menu.selectionBackground': scheme.selection,
      'menu.selectionForeground': scheme.text,
      'input.background': scheme.surface,
      'input.border': scheme.line,
      focusBorder: scheme.accent,
      // Any more, and coloured text on both has less contrast than 4.5 to 1.
      'diffEditor.insertedTextBackground': `${scheme.ok}1c`,
      'diffEditor.removedTextBackground': `${scheme.bad}1c`,
      'diffEditor.insertedLineBackground': `${scheme.ok}0c`,
      'diffEditor.removedLineBackground': `${scheme.bad}0c`,
      'diffEditor.unchangedRegionBackground': scheme.raised,
      'diffEditor.unchangedRegionForeground': scheme.muted,
      'diffEditor.diagonalFill': scheme.line,
      'scrollbarSlider.background': `${scheme.faint}55`,
      'scrollbarSlider.hoverBackground': `${scheme.faint}88`,
      'scrollbarSlider.activeBackground': `${scheme.faint}aa`,
    },
  });
}

defineTheme('light', schemes.light);
defineTheme('dark', schemes.dark);

// Monaco's theme is one for all its editors; it follows the document's.
const followScheme = (): void =>
  monaco.editor.setTheme(
    document.documentElement.getAttribute(schemeAttribute) === 'dark' ? 'model-dark' : 'model-light',
  );
followScheme();
new MutationObserver(followScheme).observe(document.documentElement, { attributeFilter: [schemeAttribute] });

// Monaco measures a letter once; the bundled face may come after that.
void document.fonts.load(`13px ${font.mono}`).then(() => monaco.editor.remeasureFonts());

/** Brackets are all of one colour, and finding their pairs would read a whole text. A model takes that by this name only. */
interface GlobalOptions {
  readonly 'bracketPairColorization.enabled': boolean;
}

/** What every editor of the product has in common. */
export const commonOptions: monaco.editor.IEditorOptions & GlobalOptions = {
  fontFamily: font.mono,
  fontSize: 12.5,
  lineHeight: 20,
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  renderLineHighlightOnlyWhenFocus: true,
  overviewRulerBorder: false,
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  fixedOverflowWidgets: true,
  padding: { top: 8, bottom: 8 },
  // Dimmed, it is too faint to be read.
  renderFinalNewline: 'on',
  wordWrap: 'on',
  // A value is data: the editor must not change its line endings, open its addresses or colour letters as suspect.
  unusualLineTerminators: 'off',
  links: false,
  'bracketPairColorization.enabled': false,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
};

/**
 * Makes a comparison. Each editor that Monaco makes becomes the one whose services all later tooltips are made of. Those of
 * a comparison's sides go with it, and the next editor to open its search would fail for that; so the ones that stay are
 * named again.
 */
export function createComparison(
  box: HTMLElement,
  options: monaco.editor.IStandaloneDiffEditorConstructionOptions,
): monaco.editor.IStandaloneDiffEditor {
  const made = monaco.editor.createDiffEditor(box, options);
  const services = StandaloneServices.get(IInstantiationService);
  setHoverDelegateFactory((placement, instantHover) =>
    services.createInstance(WorkbenchHoverDelegate, placement, { instantHover }, {}),
  );
  return made;
}

export { monaco };
