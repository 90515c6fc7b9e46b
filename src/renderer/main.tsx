import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectPort, findDesktopHook } from './backend/connect-port.ts';
import { connectSocket } from './backend/connect-socket.ts';
import { hearLeaveQuestions } from './backend/leave-questions.ts';
import { hearMenuCommands } from './backend/menu-commands.ts';
import { FailureView } from './parts/failures/FailureView.tsx';
import { App } from './shell/App.tsx';
import { Themed } from './shell/Themed.tsx';
import { commandsFor } from './state/commands.ts';
import { failureOf } from './state/failure.ts';
import { askToLeave } from './state/leaving.ts';

// The only file that knows which host this is.
const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');
const root = createRoot(element);

const show = (content: ReactNode): void =>
  root.render(
    <StrictMode>
      <Themed>{content}</Themed>
    </StrictMode>,
  );

// The theme is made while the host is on its way; until there is more to show, index.html shows the product's name.
show(null);
const desktop = findDesktopHook();
if (desktop !== null) {
  hearLeaveQuestions((question) => void askToLeave(question));
  hearMenuCommands((id) =>
    commandsFor('')
      .find((command) => command.id === id)
      ?.run(),
  );
}
const connecting = desktop === null ? connectSocket() : connectPort(desktop);
connecting.then(
  (client) => {
    window.addEventListener('pagehide', () => client.close());
    show(<App backend={client} />);
  },
  (error: unknown) =>
    show(<FailureView hasGuide={false} failure={failureOf(error)} onRetry={() => window.location.reload()} />),
);
