import { differences } from '../../../../contract/etcdctl-bridge/named-cluster.ts';
import { useApi } from '../../../state/api.tsx';
import { useLiveCluster } from '../../../state/cluster.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { useLineOpener } from '../../../state/line-opener.ts';
import { goTo } from '../../../state/route.ts';
import { openLine } from './open-line.ts';

/** Lets the palette open lines of etcdctl on this connection. */
export function EtcdctlLines() {
  const api = useApi();
  const { id: connection, profile } = useConnection();
  const { cluster } = useLiveCluster();
  useLineOpener({
    open: (reading) =>
      openLine(reading, {
        ...{ api, connection, profile, cluster },
        show: (place, focus) => goTo({ screen: 'workbench', connection, place, focus }),
      }),
    differences: ({ cluster: named }) => differences(named, profile),
  });
  return null;
}
