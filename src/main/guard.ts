import { app, type Session, type WebContents, type WebFrameMain } from 'electron';
import { APP_URL, isAppUrl } from './app-protocol.ts';

/**
 * Where the window's page may come from. Only an app that runs from its sources loads it from the development server;
 * a packaged one does not look at the variable.
 */
export const pageUrl = (!app.isPackaged && process.env.ELECTRON_RENDERER_URL) || APP_URL;

/** Copying is all that a page may do beyond showing itself. */
const GRANTED = 'clipboard-sanitized-write';

/** Whether a frame is our own page itself, and not one inside it or another page. */
export function isOwnFrame(frame: WebFrameMain | null, contents: WebContents): boolean {
  return frame !== null && frame === contents.mainFrame && isOwnUrl(frame.url);
}

/** Refuses the page whatever it has no use for: permissions, devices, downloads, and the network altogether. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, grant) =>
    grant(permission === GRANTED && isOwnUrl(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (contents, permission) => permission === GRANTED && contents !== null && isOwnUrl(contents.getURL()),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  if (pageUrl === APP_URL) {
    const anywhere = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file:///*'];
    session.webRequest.onBeforeRequest({ urls: anywhere }, (_, answer) => answer({ cancel: true }));
  }
}

/**
 * Keeps every page where it is: it goes nowhere, holds no web view, and opens nothing itself. Asked for a window on our
 * own page, `onWindow` is told its fragment, and no more of what was asked for. It links to no other page, so there is
 * none that the operating system is asked to open: a page that was taken over, or a value that it shows, names none.
 */
export function guardContents(onWindow: (fragment: string) => void): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => {
      // Loading itself again is not going anywhere.
      if (!isOwnUrl(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isOwnUrl(url)) onWindow(new URL(url).hash);
      return { action: 'deny' };
    });
  });
}

function isOwnUrl(url: string): boolean {
  if (pageUrl === APP_URL) return isAppUrl(url);
  return URL.canParse(url) && new URL(url).origin === new URL(pageUrl).origin;
}
