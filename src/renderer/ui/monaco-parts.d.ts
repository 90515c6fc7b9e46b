// Parts of Monaco that are loaded for what they register: it has types for its two entries only.
declare module 'monaco-editor/base/browser/dom.js';
declare module 'monaco-editor/editor/browser/coreCommands.js';
declare module 'monaco-editor/editor/browser/view.js';
declare module 'monaco-editor/editor/browser/widget/codeEditor/codeEditorWidget.js';
declare module 'monaco-editor/editor/browser/widget/diffEditor/diffEditorWidget.js';
declare module 'monaco-editor/editor/common/model/textModel.js';
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

declare module 'monaco-editor/platform/instantiation/common/instantiation.js' {
  export interface Services {
    createInstance<Made, Given extends unknown[]>(kind: new (...given: Given) => Made, ...given: Given): Made;
  }
  /** Names what makes the parts of editors. */
  export const IInstantiationService: { readonly type: 'IInstantiationService' };
}

declare module 'monaco-editor/editor/standalone/browser/standaloneServices.js' {
  import type { IInstantiationService, Services } from 'monaco-editor/platform/instantiation/common/instantiation.js';

  export const StandaloneServices: { get(name: typeof IInstantiationService): Services };
}

declare module 'monaco-editor/platform/hover/browser/hover.js' {
  export class WorkbenchHoverDelegate {
    constructor(placement: 'mouse' | 'element', options: { readonly instantHover: boolean }, overrides: object);
  }
}

declare module 'monaco-editor/base/browser/ui/hover/hoverDelegateFactory.js' {
  import type { WorkbenchHoverDelegate } from 'monaco-editor/platform/hover/browser/hover.js';

  export function setHoverDelegateFactory(
    create: (placement: 'mouse' | 'element', isInstant: boolean) => WorkbenchHoverDelegate,
  ): void;
}
