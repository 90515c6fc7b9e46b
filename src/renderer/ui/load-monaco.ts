import { inTasks } from './in-tasks.ts';

/** Loads the core of the editors. What stands on it is evaluated in a later task: in one, both hold the window for too long. */
export async function loadMonacoCore(): Promise<void> {
  await import('monaco-editor/editor.js');
  await new Promise<void>((resolve) => inTasks([resolve]));
}
