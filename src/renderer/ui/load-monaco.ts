import { nextTask } from './in-tasks.ts';

/**
 * Loads the editors in parts, what stands on each after it, and leaves a task between them: each part is compiled and
 * evaluated by itself, and in one they hold the window for too long. Nothing before the last
 * step may ask Monaco for a service: the first one that is asked for has to find all that the features register.
 */
export async function loadMonacoCore(): Promise<void> {
  for (const load of [
    () => import('monaco-editor/base/browser/dom.js'),
    () => import('monaco-editor/editor/common/model/textModel.js'),
    () => import('monaco-editor/editor/browser/coreCommands.js'),
    () => import('monaco-editor/editor/browser/view.js'),
    () => import('monaco-editor/editor/browser/widget/codeEditor/codeEditorWidget.js'),
    () => import('monaco-editor/editor/browser/widget/diffEditor/diffEditorWidget.js'),
    () => import('monaco-editor/platform/quickinput/browser/quickInputService.js'),
    () => import('monaco-editor/editor/standalone/browser/standaloneServices.js'),
    () => import('monaco-editor/editor.js'),
    () => import('monaco-editor/features/hover/register.js'),
    () => import('monaco-editor/features/inlineCompletions/register.js'),
    () => import('monaco-editor/features/register.all.js'),
    () => import('./monaco.ts'),
  ]) {
    await load();
    await nextTask();
  }
  await (await import('./first-editor.ts')).makeFirstEditor();
}
