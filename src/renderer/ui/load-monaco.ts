import { inTasks } from './in-tasks.ts';

/**
 * Loads the core of the editors, what stands on each part after it: its lines, the widget around them, and what makes
 * editors. Each is compiled and evaluated in tasks of its own, and so is what stands on the core: in one, they hold the
 * window for too long.
 */
export async function loadMonacoCore(): Promise<void> {
  for (const load of [
    () => import('./monaco-lines.ts'),
    () => import('./monaco-widget.ts'),
    () => import('monaco-editor/editor.js'),
  ]) {
    await load();
    await new Promise<void>((resolve) => inTasks([resolve]));
  }
}
