import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Card } from '../../ui/Card.tsx';
import * as icons from '../../ui/icons.tsx';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { TabStrip } from '../../ui/TabStrip.tsx';
import { Toasts } from '../../ui/Toasts.tsx';
import { TopBar } from '../../ui/TopBar.tsx';
import { color } from '../../ui/tokens.ts';
import type { GalleryPage } from '../gallery-page.ts';
import { Held } from '../Held.tsx';

const pane = (text: string) => <Box sx={{ p: 2 }}>{text}</Box>;

export const layoutPages: readonly GalleryPage[] = [
  {
    name: 'Card',
    specimens: [
      {
        state: 'With an end',
        shown: (
          <Card title="Database" end="3 of 3">
            Content
          </Card>
        ),
      },
    ],
  },
  {
    name: 'PaneHeader',
    specimens: [
      {
        state: 'With a tool',
        shown: (
          <PaneHeader title="Keys">
            <Button>New key</Button>
          </PaneHeader>
        ),
      },
    ],
  },
  {
    name: 'SplitPane',
    specimens: [
      {
        state: 'Three panes',
        height: 160,
        shown: (
          <SplitPane
            panes={[
              { id: 'tree', label: 'tree', defaultSize: 160, minSize: 80, isCollapsible: true, content: pane('Tree') },
              { id: 'main', label: 'main', minSize: 80, content: pane('Main') },
              { id: 'details', label: 'details', defaultSize: 160, minSize: 80, content: pane('Details') },
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'TopBar',
    specimens: [
      { state: 'Plain', shown: <TopBar>Start</TopBar> },
      { state: 'With a colour along its edge', shown: <TopBar edge={color.production}>A cluster</TopBar> },
    ],
  },
  {
    name: 'TabStrip',
    specimens: [
      {
        state: 'One active, one not saved',
        height: 42,
        shown: (
          <Held<string | null> initial="b">
            {(active, set) => (
              <TabStrip
                label="Open things"
                tabs={[
                  { id: 'a', title: 'database', label: '/app/config/database' },
                  { id: 'b', title: 'limits', label: '/app/config/limits', isDirty: true },
                ]}
                active={active}
                onActivate={set}
                onClose={() => undefined}
              />
            )}
          </Held>
        ),
      },
    ],
  },
  {
    name: 'Toasts',
    specimens: [
      {
        state: 'Beneath, at the left',
        shown: (
          <>
            They stand where they do in the window.
            <Toasts
              toasts={[
                { id: 1, tone: 'bad', text: 'It was not saved.', detail: 'The endpoint does not answer.' },
                {
                  id: 2,
                  tone: 'ok',
                  text: 'Saved.',
                  origin: 'prod · 14:03:22',
                  action: { label: 'Show', run: () => undefined },
                },
              ]}
              onDismiss={() => undefined}
            />
          </>
        ),
      },
    ],
  },
  {
    name: 'Icons',
    specimens: [
      {
        state: 'All',
        shown: (
          <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, 150px)', gap: 1 }}>
            {Object.entries(icons).map(([name, Icon]) => (
              <Box key={name} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
                <Icon size={20} /> {name}
              </Box>
            ))}
          </Box>
        ),
      },
    ],
  },
];
