import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { type ReactNode, useId } from 'react';
import { color, size } from '../../ui/tokens.ts';

export type AsideView = 'test' | 'certificates';

const titles = { test: 'Test', certificates: 'Certificates' } as const satisfies Record<AsideView, string>;

/** A small window, or a large zoom: the aside stands beneath the form. */
const narrow = '@media (max-width: 860px)';

interface EditorAsideProps {
  readonly shown: AsideView;
  readonly onShow: (view: AsideView) => void;
  readonly tool: ReactNode;
  readonly children: ReactNode;
}

/** Beside the form: what its test found, or what its certificates say. */
export function EditorAside({ shown, onShow, tool, children }: EditorAsideProps) {
  const id = useId();
  return (
    <Box
      component="aside"
      aria-label={titles[shown]}
      sx={{
        flex: '0 1 480px',
        minWidth: 320,
        display: 'flex',
        flexDirection: 'column',
        bgcolor: color.surface,
        borderLeft: `1px solid ${color.line}`,
        [narrow]: { flex: 'none', borderLeft: 'none' },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'stretch',
          height: size.header,
          flexShrink: 0,
          pr: 1.5,
          borderBottom: `1px solid ${color.line}`,
        }}
      >
        <Tabs
          value={shown}
          aria-label="Beside the form"
          onChange={(_event, view: AsideView) => onShow(view)}
          sx={{ flex: 1 }}
        >
          <Tab value="test" label={titles.test} id={`${id}-test`} aria-controls={`${id}-panel`} />
          <Tab
            value="certificates"
            label={titles.certificates}
            id={`${id}-certificates`}
            aria-controls={`${id}-panel`}
          />
        </Tabs>
        <Box sx={{ alignSelf: 'center' }}>{tool}</Box>
      </Box>
      <Box
        tabIndex={0}
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${shown}`}
        sx={{ flex: 1, minHeight: 0, overflow: 'auto', [narrow]: { overflow: 'visible' } }}
      >
        {children}
      </Box>
    </Box>
  );
}
