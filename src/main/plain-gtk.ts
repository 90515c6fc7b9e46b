import { app } from 'electron';

/**
 * Has GTK start without OpenGL on Linux, before Electron is ready: it would ask Mesa and LLVM for visuals, and draws
 * nothing of ours with them.
 */
export function startGtkPlainly(env: NodeJS.ProcessEnv = process.env): void {
  if (process.platform !== 'linux' || env.GDK_GL !== undefined) return;
  env.GDK_GL = 'disable';
  // GTK has read it by then. Programs that are started from here may be GTK's as well.
  void app.whenReady().then(() => {
    delete env.GDK_GL;
  });
}
