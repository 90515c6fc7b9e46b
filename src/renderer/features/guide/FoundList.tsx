import Box from '@mui/material/Box';
import type { GuidePlace } from '../../state/guide-pages.ts';
import { color } from '../../ui/tokens.ts';
import { PageLink } from './Contents.tsx';
import type { GuideHit } from './find-in-guide.ts';

/** What a search of the guide has found. */
export function FoundList(props: { readonly hits: readonly GuideHit[]; readonly onGo: (place: GuidePlace) => void }) {
  const { hits, onGo } = props;
  return (
    <>
      <Box role="status" sx={{ color: color.muted, fontSize: '0.75rem', mb: 0.5 }}>
        {hits.length === 0 ? 'No section has all of these words.' : `${hits.length} found`}
      </Box>
      <Box component="ul" aria-label="Found" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {hits.map(({ page, pageTitle, anchor, title, excerpt }) => (
          <li key={`${page}#${anchor}`}>
            <PageLink
              place={{ page, anchor }}
              title={title === pageTitle ? title : `${pageTitle}: ${title}`}
              onGo={onGo}
            />
            <Box sx={{ color: color.muted, fontSize: '0.75rem', lineHeight: '1rem', overflowWrap: 'anywhere' }}>
              {excerpt}
            </Box>
          </li>
        ))}
      </Box>
    </>
  );
}
