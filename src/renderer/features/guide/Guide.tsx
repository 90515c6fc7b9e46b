import { guide } from 'virtual:guide';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import type { GuidePlace } from '../../state/guide-pages.ts';
import { isGuideScreen } from '../../state/guide-screens.ts';
import { parseRoute } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Field } from '../../ui/Field.tsx';
import { ArrowLeftIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import { Contents } from './Contents.tsx';
import { FoundList } from './FoundList.tsx';
import { findInGuide } from './find-in-guide.ts';
import { articleStyles } from './guide-styles.ts';
import { useOpenScreen } from './use-open-screen.ts';

interface GuideProps {
  readonly place: GuidePlace;
  readonly onGo: (place: GuidePlace) => void;
  /** `null`: there is nothing to go back to. */
  readonly onBack: (() => void) | null;
  /** A link has opened a screen of the app. */
  readonly onLeave: () => void;
}

/** The guide: its contents and search, and the page that is read. */
export function Guide({ place, onGo, onBack, onLeave }: GuideProps) {
  const [query, setQuery] = useState('');
  const openScreen = useOpenScreen();
  const article = useRef<HTMLElement>(null);
  const page = guide.pages.find(({ name }) => name === place.page);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page or heading is what there is to scroll to
  useEffect(() => {
    const shown = article.current;
    if (shown === null) return;
    const heading = place.anchor === null ? null : shown.querySelector(`#${CSS.escape(place.anchor)}`);
    if (heading === null) shown.scrollTop = 0;
    else heading.scrollIntoView();
    shown.querySelector('h1')?.focus({ preventScroll: true });
  }, [place.page, place.anchor]);

  const go = (to: GuidePlace): void => {
    setQuery('');
    onGo(to);
  };
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    if (!(event.target instanceof Element)) return;
    const screen = event.target.closest<HTMLElement>('[data-screen]')?.dataset.screen;
    if (isGuideScreen(screen)) {
      openScreen(screen);
      onLeave();
      return;
    }
    const link = event.target.closest('a');
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const route = parseRoute(link.hash);
    if (route.screen === 'guide') go(route);
  };

  const isSought = query.trim() !== '';
  return (
    <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
      <Box
        component="nav"
        aria-label="Guide"
        sx={{
          width: 264,
          flexShrink: 0,
          display: 'flex',
          flexDirection: 'column',
          gap: 1.5,
          p: '16px 16px 0 20px',
          borderRight: `1px solid ${color.line}`,
        }}
      >
        <Box role="search">
          <Field
            label="Search the guide"
            isLabelHidden
            placeholder="Search the guide"
            value={query}
            onChange={setQuery}
          />
        </Box>
        <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', pb: 2, px: 1, mx: -1 }}>
          {isSought ? (
            <FoundList hits={findInGuide(guide.pages, query)} onGo={go} />
          ) : (
            <Contents parts={guide.parts} pages={guide.pages} current={place.page} onGo={go} />
          )}
        </Box>
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        {onBack === null ? null : (
          <Box sx={{ px: 3, pt: 1.5 }}>
            <Button variant="text" startIcon={<ArrowLeftIcon />} onClick={onBack}>
              Back
            </Button>
          </Box>
        )}
        {page === undefined ? (
          <EmptyState title="The guide has no such page">Choose one at the left.</EmptyState>
        ) : (
          <Box
            ref={article}
            component="article"
            aria-label={page.title}
            // It scrolls by the keyboard.
            tabIndex={0}
            onClick={onClick}
            sx={articleStyles}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: made by the build out of docs/guide, which has no HTML of its own
            dangerouslySetInnerHTML={{ __html: page.html }}
          />
        )}
      </Box>
    </Box>
  );
}
