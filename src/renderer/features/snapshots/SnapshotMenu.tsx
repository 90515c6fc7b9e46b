import { type ReactNode, useState } from 'react';
import type { ObjectStore } from '../../../contract/object-stores.ts';
import type { CataloguedSnapshot } from '../../../contract/snapshots.ts';
import { copyText } from '../../parts/copy-text.ts';
import { labNamesOf, showLabFrom } from '../../parts/start-lab.tsx';
import { useApi } from '../../state/api.tsx';
import { useMembersIfKnown } from '../../state/cluster.tsx';
import { formatSnapshotFocus } from '../../state/compare-focus.ts';
import { useConnection } from '../../state/connection.tsx';
import { choosePutBack } from '../../state/put-back-into.ts';
import { fileName } from '../../state/recent-files.ts';
import { goTo } from '../../state/route.ts';
import { showSnapshotDialog } from '../../state/snapshot-dialogs.ts';
import { useRefreshCatalogue } from '../../state/snapshots.ts';
import {
  CheckIcon,
  CloseIcon,
  CompareIcon,
  CopyIcon,
  ExportIcon,
  ImportIcon,
  KeysIcon,
  LabIcon,
  PlayIcon,
  TrashIcon,
} from '../../ui/icons.tsx';
import { type MoreItem, MoreMenu } from '../../ui/MoreMenu.tsx';
import { ForgetDialog } from './ForgetDialog.tsx';
import { checkSnapshot } from './snapshot-tasks.ts';
import { CopyToStoreDialog } from './stores/CopyToStoreDialog.tsx';

type Asked = 'forget' | 'delete' | 'copy';

/** What else can be done with a snapshot. */
export function SnapshotMenu(props: {
  readonly snapshot: CataloguedSnapshot;
  readonly stores: readonly ObjectStore[];
}) {
  const { snapshot, stores } = props;
  const { file, sha256, isThere, origin } = snapshot;
  const api = useApi();
  const { id, profile } = useConnection();
  const refresh = useRefreshCatalogue();
  const members = useMembersIfKnown();
  const [asked, ask] = useState<Asked | null>(null);
  const isGone = isThere === false;
  const item = (label: string, icon: ReactNode, run: () => void, isDisabled = isGone): MoreItem => ({
    label,
    icon,
    run,
    isDisabled,
  });
  return (
    <>
      <MoreMenu
        name={fileName(file)}
        items={[
          item('Check now', <CheckIcon />, () => checkSnapshot(api, file, () => void refresh())),
          item('Rehearse…', <PlayIcon />, () => showSnapshotDialog({ kind: 'rehearse', file, connection: id })),
          item('Lab from this snapshot…', <LabIcon />, () => showLabFrom(file, labNamesOf(members))),
          'divider',
          item('Compare with the cluster', <CompareIcon />, () =>
            goTo({ screen: 'workbench', connection: id, place: 'compare', focus: formatSnapshotFocus(file) }),
          ),
          item('Put keys back…', <KeysIcon />, () =>
            choosePutBack({ file, connection: id, connectionName: profile.name }),
          ),
          item('Restore…', <ImportIcon />, () => showSnapshotDialog({ kind: 'restore', file, connection: id })),
          'divider',
          item('Copy to a store…', <ExportIcon />, () => ask('copy')),
          item('Copy path', <CopyIcon />, () => copyText(file, 'path'), false),
          item('Copy SHA-256', <CopyIcon />, () => copyText(sha256 ?? '', 'SHA-256'), sha256 === null),
          'divider',
          item('Forget…', <CloseIcon />, () => ask('forget'), origin === 'folder' && !isGone),
          item('Delete file…', <TrashIcon />, () => ask('delete')),
        ]}
      />
      <ForgetDialog
        file={file}
        deletesFile={asked === 'delete'}
        isOpen={asked === 'forget' || asked === 'delete'}
        onClose={() => ask(null)}
      />
      {asked === 'copy' ? <CopyToStoreDialog file={file} stores={stores} onClose={() => ask(null)} /> : null}
    </>
  );
}
