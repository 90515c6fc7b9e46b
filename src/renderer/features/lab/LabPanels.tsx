import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useStorePart } from '../../state/store.ts';
import { color } from '../../ui/tokens.ts';
import { type LabPanel, labPanels } from './model/lab-model.ts';
import { ActsPanel } from './panels/ActsPanel.tsx';
import { ConsistencyPanel } from './panels/ConsistencyPanel.tsx';
import { EventsPanel } from './panels/EventsPanel.tsx';
import { ExperimentsPanel } from './panels/ExperimentsPanel.tsx';
import { MessagesPanel } from './panels/MessagesPanel.tsx';
import { SelectedPanel } from './panels/SelectedPanel.tsx';
import { WritePanel } from './panels/WritePanel.tsx';
import { useCalmFrame, useLab } from './use-lab.tsx';

const labels: Readonly<Record<LabPanel, string>> = {
  selected: 'Selected',
  events: 'Events',
  messages: 'Messages',
  write: 'Write',
  experiments: 'Experiments',
  consistency: 'Consistency',
  acts: 'Acts',
};

/** The parts beside the picture, one at a time. */
export function LabPanels() {
  const model = useLab();
  const panel = useStorePart(model.desk, (desk) => desk.panel);
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', bgcolor: color.surface }}>
      <Tabs
        aria-label="Panels of the lab"
        value={panel}
        variant="scrollable"
        scrollButtons="auto"
        selectionFollowsFocus
        onChange={(_, chosen: LabPanel) => model.showPanel(chosen)}
        sx={{
          ...{ flexShrink: 0, minHeight: 36, borderBottom: `1px solid ${color.line}` },
          '& .MuiTabs-scrollButtons': { width: 24, '&.Mui-disabled': { opacity: 0.3 } },
        }}
      >
        {labPanels.map((each) => (
          <Tab
            key={each}
            id={`lab-tab-${each}`}
            aria-controls="lab-panel"
            value={each}
            label={labels[each]}
            sx={{ minHeight: 36, px: '7px' }}
          />
        ))}
      </Tabs>
      <Box
        id="lab-panel"
        role="tabpanel"
        aria-labelledby={`lab-tab-${panel}`}
        tabIndex={0}
        sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: 1.5 }}
      >
        <Panel panel={panel} />
      </Box>
    </Box>
  );
}

function Panel({ panel }: { readonly panel: LabPanel }) {
  const frame = useCalmFrame();
  if (frame === null) return null;
  switch (panel) {
    case 'selected':
      return <SelectedPanel frame={frame} />;
    case 'events':
      return <EventsPanel />;
    case 'messages':
      return <MessagesPanel frame={frame} />;
    case 'write':
      return <WritePanel frame={frame} />;
    case 'experiments':
      return <ExperimentsPanel />;
    case 'consistency':
      return <ConsistencyPanel />;
    case 'acts':
      return <ActsPanel />;
  }
}
