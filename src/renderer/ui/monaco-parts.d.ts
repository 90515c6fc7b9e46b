// Parts of Monaco that are loaded for what they register: it has types for its two entries only.
declare module 'monaco-editor/base/browser/dom.js';
declare module 'monaco-editor/editor/browser/coreCommands.js';
declare module 'monaco-editor/editor/browser/view.js';
declare module 'monaco-editor/editor/browser/widget/codeEditor/codeEditorWidget.js';
declare module 'monaco-editor/editor/browser/widget/diffEditor/diffEditorWidget.js';
declare module 'monaco-editor/editor/common/model/textModel.js';
declare module 'monaco-editor/editor/standalone/browser/standaloneServices.js';
declare module 'monaco-editor/platform/quickinput/browser/quickInputService.js';

declare module 'monaco-editor/editor/common/modelLineProjectionData.js' {
  /** The rows of a line: where each ends, in characters and in columns. */
  export class ModelLineProjectionData {
    constructor(
      injectionOffsets: number[] | null,
      injectionOptions: object[] | null,
      breakOffsets: number[],
      breakOffsetsVisibleColumn: number[],
      wrappedTextIndentLength: number,
    );
    readonly breakOffsets: number[];
    readonly breakOffsetsVisibleColumn: number[];
    readonly wrappedTextIndentLength: number;
  }
}

declare module 'monaco-editor/editor/common/viewModel/monospaceLineBreaksComputer.js' {
  import type { ModelLineProjectionData } from 'monaco-editor/editor/common/modelLineProjectionData.js';

  interface Lines {
    getLineContent(line: number): string;
    getLineInjectedText(line: number): readonly object[];
  }

  interface LineBreaksComputer {
    addRequest(line: number, previous: ModelLineProjectionData | null): void;
    finalize(): (ModelLineProjectionData | null)[];
  }

  export class MonospaceLineBreaksComputerFactory {
    constructor(breakBefore: string, breakAfter: string);
    static create(options: { get(option: number): unknown }): MonospaceLineBreaksComputerFactory;
    createLineBreaksComputer(
      lines: Lines,
      font: object,
      tabSize: number,
      column: number,
      indent: number,
      wordBreak: string,
      breaksAtEscapes: boolean,
      hasWideCells: boolean,
    ): LineBreaksComputer;
  }
}
