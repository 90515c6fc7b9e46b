import Link from '@mui/material/Link';
import type { MouseEvent, ReactNode } from 'react';
import { showGuide } from '../../state/guide.ts';
import type { GuidePlace } from '../../state/guide-pages.ts';
import { formatRoute } from '../../state/route.ts';

/** Leads to a place in the guide, shown over the screen; with Ctrl or the middle button in a window of its own. */
export function GuideLink({ place, children }: { readonly place: GuidePlace; readonly children: ReactNode }) {
  const show = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showGuide(place);
  };
  return (
    // As the text around it: on a notice's background the colour of links is too faint.
    <Link
      href={formatRoute({ screen: 'guide', ...place })}
      color="inherit"
      underline="always"
      onClick={show}
      sx={{ whiteSpace: 'nowrap' }}
    >
      {children}
    </Link>
  );
}
