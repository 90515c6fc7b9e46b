import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { type KeyboardEvent, type MouseEvent, useId, useState } from 'react';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { EnvironmentChip } from '../../parts/cluster/EnvironmentChip.tsx';
import { endpointWords } from '../../parts/cluster/endpoint-words.ts';
import { goTo, openWindow, type Route } from '../../state/route.ts';
import { firstPlaceOf, isLab } from '../../state/screens.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { swatchColor } from '../../ui/swatches.ts';
import { color, mono, tint } from '../../ui/tokens.ts';
import { ConnectionHealth, healthHeight } from './ConnectionHealth.tsx';
import { ConnectionRowMenu } from './ConnectionRowMenu.tsx';
import { isHealthChecked } from './health-words.ts';
import { type RowPlacement, rowPlacement } from './row-placement.ts';

/** Pixels of a row without a line about its health. */
export const rowHeight = 60;

export const heightOf = (summary: ConnectionSummary): number =>
  rowHeight + (isHealthChecked(summary) ? healthHeight : 0);

interface ConnectionRowProps extends RowPlacement {
  readonly summary: ConnectionSummary;
  /** Whether its first tag stands above it. */
  readonly isGrouped: boolean;
  readonly onDidAnswer: (connection: ConnectionId, urgency: number) => void;
}

/** One connection: choosing it opens it, with Ctrl or the middle button in a window of its own. Delete asks to remove it. */
export function ConnectionRow({ summary, isGrouped, onDidAnswer, ...place }: ConnectionRowProps) {
  const { profile, origin, lastOpenedAt } = summary;
  const [first, ...others] = profile.endpoints;
  const healthId = useId();
  const snapshotId = useId();
  const checksHealth = isHealthChecked(summary);
  const [isAsking, setAsking] = useState(false);
  const route: Route = { screen: 'workbench', connection: profile.id, place: firstPlaceOf(profile.id), focus: null };
  const open = (event: MouseEvent | KeyboardEvent): void =>
    event.ctrlKey || event.metaKey ? openWindow(route) : goTo(route);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Delete') setAsking(true);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) open(event);
    else return;
    event.preventDefault();
  };
  return (
    <Box
      component="li"
      {...rowPlacement(place, heightOf(summary))}
      sx={{
        display: 'flex',
        alignItems: 'center',
        pr: 1.5,
        '&:hover': { bgcolor: tint(color.accent, 6) },
        ...(profile.color === null ? {} : { boxShadow: `inset 3px 0 ${swatchColor(profile.color)}` }),
      }}
    >
      <ButtonBase
        aria-label={`Connect to ${profile.name}`}
        aria-describedby={checksHealth ? `${healthId} ${snapshotId}` : undefined}
        tabIndex={place.isActive ? 0 : -1}
        onClick={open}
        onAuxClick={(event) => {
          if (event.button === 1) openWindow(route);
        }}
        onKeyDown={onKeyDown}
        sx={{
          flex: 1,
          minWidth: 0,
          height: '100%',
          px: 2,
          gap: 2,
          justifyContent: 'flex-start',
          textAlign: 'left',
          '&:focus-visible': { outlineOffset: -3 },
        }}
      >
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, fontSize: '0.8125rem', lineHeight: '1.25rem' }}>
            <Box
              component="span"
              sx={{ fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
            >
              {profile.name}
            </Box>
            <EnvironmentChip environment={profile.environment} />
            {profile.tags.slice(isGrouped ? 1 : 0, 3).map((tag) => (
              <StatusChip key={tag} tone="neutral">
                {tag}
              </StatusChip>
            ))}
            {profile.ssh === null ? null : <StatusChip tone="neutral">over {profile.ssh.host}</StatusChip>}
            {origin === 'sandbox' ? <StatusChip tone="info">{isLab(profile.id) ? 'lab' : 'sandbox'}</StatusChip> : null}
            {profile.tls.skipVerify ? <StatusChip tone="warn">certificates not verified</StatusChip> : null}
          </Box>
          <Box
            sx={{
              ...mono,
              color: color.muted,
              lineHeight: '1.25rem',
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
            }}
          >
            {profile.discovery === null ? first : endpointWords(profile)}
            {profile.discovery !== null || others.length === 0 ? null : ` and ${others.length} more`}
          </Box>
          {checksHealth ? (
            <ConnectionHealth summary={summary} id={healthId} snapshotId={snapshotId} onDidAnswer={onDidAnswer} />
          ) : null}
        </Box>
        <Box sx={{ color: color.muted, fontSize: '0.75rem', lineHeight: '1.25rem', flexShrink: 0, textAlign: 'right' }}>
          {profile.user === null ? null : <div>as {profile.user}</div>}
          {lastOpenedAt === null ? (
            origin === 'sandbox' ? (
              'running'
            ) : (
              'never opened'
            )
          ) : (
            <>
              opened <RelativeTime at={lastOpenedAt} />
            </>
          )}
        </Box>
      </ButtonBase>
      <ConnectionRowMenu summary={summary} isReached={place.isActive} isAsking={isAsking} onAsk={setAsking} />
    </Box>
  );
}
