import { connecting, desktop } from './backend/connecting.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import { type ReactNode, StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { hearLeaveQuestions } from './backend/leave-questions.ts';
import { hearMenuCommands } from './backend/menu-commands.ts';
import { FailureView } from './parts/failures/FailureView.tsx';
import { App } from './shell/App.tsx';
import { Themed } from './shell/Themed.tsx';
import { commandsFor } from './state/commands.ts';
import { failureOf } from './state/failure.ts';
import { askToLeave } from './state/leaving.ts';
import { askAtStart } from './state/start.ts';

// Only this file and its connection know which host this is.
const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');
const root = createRoot(element);

const show = (content: ReactNode): void =>
  root.render(
    <StrictMode>
      <Themed>{content}</Themed>
    </StrictMode>,
  );

// Until there is more to show, index.html shows the product's name.
if (desktop === null) show(null);
else {
  hearLeaveQuestions((question) => void askToLeave(question));
  hearMenuCommands((id) =>
    commandsFor('')
      .find((command) => command.id === id)
      ?.run(),
  );
}
connecting.then(
  async (client) => {
    window.addEventListener('pagehide', () => client.close());
    const { queries, answered } = askAtStart(client.api);
    // The theme is made while the host answers, and the first screen once: with the answers.
    flushSync(() => show(null));
    await answered;
    show(<App backend={client} queries={queries} />);
  },
  (error: unknown) =>
    show(<FailureView hasGuide={false} failure={failureOf(error)} onRetry={() => window.location.reload()} />),
);
