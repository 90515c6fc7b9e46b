import Button from '@mui/material/Button';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FailureState } from '../../ui/FailureState.tsx';
import { ConnectIcon } from '../../ui/icons.tsx';
import { LoadingBlock, LoadingRows } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PartialState } from '../../ui/PartialState.tsx';
import type { GalleryPage } from '../gallery-page.ts';

const nothing = (): void => undefined;

export const statePages: readonly GalleryPage[] = [
  {
    name: 'EmptyState',
    specimens: [
      { state: 'What to do next', shown: <EmptyState title="Nothing here yet">Add the first one above.</EmptyState> },
      {
        state: 'With a sign and an act',
        shown: (
          <EmptyState icon={<ConnectIcon size={28} />} title="No entry yet" actions={<Button>Add entry</Button>}>
            Entries are listed here, the newest first.
          </EmptyState>
        ),
      },
    ],
  },
  {
    name: 'LoadingState',
    specimens: [
      { state: 'Rows', shown: <LoadingRows label="Loading rows" rows={5} /> },
      { state: 'A block', shown: <LoadingBlock label="Loading a drawing" height={80} /> },
    ],
  },
  {
    name: 'FailureState',
    specimens: [
      {
        state: 'In place of a pane',
        shown: (
          <FailureState
            title="The endpoint does not answer."
            action="Check that it runs, and that this machine reaches it."
            where="https://10.0.4.12:2379"
            said="connect ECONNREFUSED 10.0.4.12:2379"
            onRetry={nothing}
          />
        ),
      },
      {
        state: 'Inline',
        shown: <FailureState layout="inline" title="It was not saved." action="Try again in a moment." />,
      },
    ],
  },
  {
    name: 'PartialState',
    specimens: [
      {
        state: 'With a way to the rest',
        shown: (
          <PartialState
            found="At least 1,200 entries."
            missing="Reading stopped at 5,000 names."
            action={{ label: 'Go on reading', run: nothing }}
          />
        ),
      },
      {
        state: 'Without',
        shown: <PartialState found="2 of 3 answered." missing="The third does not answer: its numbers are old." />,
      },
    ],
  },
  {
    name: 'Notice',
    specimens: [
      { state: 'Information', shown: <Notice tone="info">Somebody else changed this a minute ago.</Notice> },
      {
        state: 'A warning with an act',
        shown: (
          <Notice tone="warn" actions={<Button>Show</Button>}>
            The certificate ends in 6 days.
          </Notice>
        ),
      },
      { state: 'A failure', shown: <Notice tone="bad">Nothing can be written at present.</Notice> },
    ],
  },
];
