import { app } from 'electron';

/** Runs the network service within this process. */
const NETWORK_WITHIN = 'NetworkServiceInProcess2';

/**
 * Leaves out what Electron would start on Linux and the app never uses, before Electron is ready: a process for the
 * network, and OpenGL in GTK, which asks Mesa and LLVM for visuals and draws nothing of ours.
 */
export function leaveOutUnused(env: NodeJS.ProcessEnv = process.env): void {
  if (process.platform !== 'linux') return;
  // Elsewhere that process is sandboxed; on Linux it is not. Pages are served by this process, and may request nothing else.
  const features = app.commandLine.getSwitchValue('enable-features');
  app.commandLine.appendSwitch('enable-features', features === '' ? NETWORK_WITHIN : `${features},${NETWORK_WITHIN}`);
  if (env.GDK_GL !== undefined) return;
  env.GDK_GL = 'disable';
  // GTK has read it by then. Programs that are started from here may be GTK's as well.
  void app.whenReady().then(() => {
    delete env.GDK_GL;
  });
}
