import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { AccessList } from '../../../contract/access.ts';
import { plural } from '../../ui/format.ts';
import { ReloadIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { color } from '../../ui/tokens.ts';

/** Whether the cluster asks for users, and the act that changes it. */
export function AccessHeading(props: {
  readonly list: AccessList;
  readonly isReading: boolean;
  readonly onRefresh: () => void;
  readonly onEnable: () => void;
  readonly onDisable: () => void;
}) {
  const { list, isReading, onRefresh, onEnable, onDisable } = props;
  const { text, more, tone } = authWords(list);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '8px 16px', p: '16px 18px 10px' }}>
      <Box sx={{ flex: '1 1 320px', minWidth: 0 }}>
        <Typography variant="h1" sx={{ color: tone === 'warn' ? color.warn : color.text }}>
          {text}
        </Typography>
        <Box sx={{ color: color.muted, fontSize: '0.875rem' }}>{more}</Box>
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, pt: '4px' }}>
        <Tooltip title="Read users and roles again">
          <span>
            <IconButton aria-label="Read users and roles again" disabled={isReading} onClick={onRefresh}>
              <ReloadIcon size={14} />
            </IconButton>
          </span>
        </Tooltip>
        {list.isAuthOn === true ? (
          <Button color="error" onClick={onDisable}>
            Turn authentication off…
          </Button>
        ) : (
          <Button variant="contained" onClick={onEnable}>
            Turn authentication on…
          </Button>
        )}
      </Box>
    </Box>
  );
}

/** Whether users are asked for, and how many there are. */
export function authWords({ isAuthOn, users, roles, complete }: AccessList): {
  readonly text: string;
  readonly more: string;
  readonly tone: 'ok' | 'warn';
} {
  const counts = `${plural(users.length, 'user')} and ${plural(roles.length, 'role')}${complete ? '' : ', as far as they are read: there are more'}.`;
  if (isAuthOn === true) return { tone: 'ok', text: 'Authentication is on', more: counts };
  if (isAuthOn === false) {
    return {
      tone: 'warn',
      text: 'Authentication is off',
      more: `Everybody who reaches a member may read and write every key. ${counts} They restrict nobody until it is turned on.`,
    };
  }
  return { tone: 'ok', text: 'Users and roles', more: `Whether authentication is on is not known. ${counts}` };
}

/** How the members' versions fall short of enforcing what is shown. */
export function DefectNotices({ list: { defects } }: { readonly list: Pick<AccessList, 'defects'> }) {
  if (defects.length === 0) return null;
  return (
    <Notice tone="warn">
      <Box sx={{ fontWeight: 600 }}>The members do not enforce all of what is shown here: update them.</Box>
      <Box component="ul" sx={{ m: 0, pl: '18px' }}>
        {defects.map(({ id, title, members, url }) => (
          <li key={id}>
            {title} ({members.join(', ')}
            {'; '}
            {url === null ? (
              id
            ) : (
              <Link href={url} target="_blank" rel="noreferrer" color="inherit">
                {id}
              </Link>
            )}
            ).
          </li>
        ))}
      </Box>
    </Notice>
  );
}
