import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import type { MouseEvent } from 'react';
import type { GuidePlace } from '../../state/guide-pages.ts';
import { formatRoute } from '../../state/route.ts';
import { color } from '../../ui/tokens.ts';

/** The parts of the guide with their pages, in a reader's order. */
export function Contents(props: {
  readonly parts: readonly { readonly title: string; readonly pages: readonly string[] }[];
  readonly pages: readonly { readonly name: string; readonly title: string }[];
  readonly current: string;
  readonly onGo: (place: GuidePlace) => void;
}) {
  const { parts, pages, current, onGo } = props;
  const titles = new Map(pages.map(({ name, title }) => [name, title]));
  return parts.map((part) => (
    <Box component="section" key={part.title} aria-label={part.title} sx={{ mb: 1.5 }}>
      <Typography variant="caption" component="h3" sx={{ color: color.muted, fontWeight: 600, mb: '2px' }}>
        {part.title}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {part.pages.map((name) => (
          <li key={name}>
            <PageLink
              place={{ page: name, anchor: null }}
              title={titles.get(name) ?? name}
              isCurrent={name === current}
              onGo={onGo}
            />
          </li>
        ))}
      </Box>
    </Box>
  ));
}

/** Leads to a page within the guide that is shown; with Ctrl or the middle button in a window of its own. */
export function PageLink(props: {
  readonly place: GuidePlace;
  readonly title: string;
  readonly isCurrent?: boolean;
  readonly onGo: (place: GuidePlace) => void;
}) {
  const { place, title, isCurrent = false, onGo } = props;
  const go = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onGo(place);
  };
  return (
    <Link
      href={formatRoute({ screen: 'guide', ...place })}
      {...(isCurrent ? { 'aria-current': 'page' as const } : {})}
      underline="hover"
      onClick={go}
      sx={{
        display: 'block',
        p: '3px 8px',
        ml: '-8px',
        borderRadius: '6px',
        color: color.text,
        ...(isCurrent ? { bgcolor: color.selection, fontWeight: 600 } : {}),
      }}
    >
      {title}
    </Link>
  );
}
