import { app, type Session, type WebContents, type WebFrameMain } from 'electron';
import { APP_URL, isAppUrl } from './app-protocol.ts';
import { fileOfUrl } from './opened-files.ts';

/**
 * The origin of the window's page. Only an app that runs from its sources loads it from the development server; a
 * packaged one ignores the variable.
 */
export const pageUrl = (!app.isPackaged && process.env.ELECTRON_RENDERER_URL) || APP_URL;

/** A page may only copy to the clipboard. */
const GRANTED = 'clipboard-sanitized-write';

/** Whether a frame is the app's own page itself, not a frame inside it or another page. */
export function isOwnFrame(frame: WebFrameMain | null, contents: WebContents): boolean {
  return frame !== null && frame === contents.mainFrame && isOwnUrl(frame.url);
}

/** Denies the page everything it does not need: permissions, devices, downloads, and all network access. */
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
 * Keeps every page in place: no navigation, no web view, no new window. When the page requests a window on the app's
 * own page, `onWindow` receives its fragment only. A file that is dropped on a page is a request to go to it, there or in a
 * new window, which is denied: `onFile` receives its path. No URL is passed to the operating system: the app's page links to no
 * other, so a compromised page, or a value it shows, cannot open one.
 */
export function guardContents(
  onWindow: (fragment: string) => void,
  onFile: (file: string, contents: WebContents) => void,
): void {
  app.on('web-contents-created', (_, contents) => {
    const showDropped = (url: string): void => {
      const file = fileOfUrl(url);
      if (file !== null) onFile(file, contents);
    };
    contents.on('will-navigate', (event) => {
      // A reload is not a navigation away.
      if (isOwnUrl(event.url)) return;
      event.preventDefault();
      showDropped(event.url);
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isOwnUrl(url)) onWindow(new URL(url).hash);
      else showDropped(url);
      return { action: 'deny' };
    });
  });
}

function isOwnUrl(url: string): boolean {
  if (pageUrl === APP_URL) return isAppUrl(url);
  return URL.canParse(url) && new URL(url).origin === new URL(pageUrl).origin;
}
