import { createDesk } from '../../state/desk.ts';
import type { AccessActs } from './access-acts.ts';
import type { AccessDialog } from './access-dialogs.ts';

/** What can be begun on the screen of users and roles. */
export interface AccessBeginnings {
  readonly acts: AccessActs;
  readonly open: (dialog: AccessDialog) => void;
  readonly showUser: (name: string) => void;
  readonly showRole: (name: string) => void;
}

export const accessDesk = createDesk<AccessBeginnings>();
