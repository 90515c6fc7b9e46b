import { afterEach, expect, it } from 'vitest';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { restoreHostsAsPrinted } from '../../testing/restored-hosts.ts';
import { canBumpRevision, usualBump } from '../etcdctl/restore-words.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The steps between the first and the last are those of a lost quorum, which runs both layouts too. */
const layouts = process.env.ETCDECK_FULL === '1' ? (['systemd', 'kubeadm'] as const) : (['kubeadm'] as const);

it.each(layouts)(
  '%s: the runbook of a restore, executed as printed, brings back what the file holds',
  async (layout) => {
    const restored = await restoreHostsAsPrinted(layout, closing);
    const isRaised = layout === 'kubeadm' && canBumpRevision(chosenEtcd().version);
    const { held, lastOutput, hashKV } = restored;
    expect(restored.areEqual).toEqual([true, true, true]);
    for (const { kvs } of restored.served) expect(kvs).toEqual(held.kvs);
    const revisions = restored.served.map(({ revision }) => revision);
    if (isRaised) for (const revision of revisions) expect(revision).toBeGreaterThanOrEqual(held.revision + usualBump);
    else expect(revisions).toEqual(Array(3).fill(held.revision));
    // What the last step prints is what its notes and the file say.
    if (!isRaised) expect(lastOutput.split('\n').filter((line) => line.endsWith(`, ${hashKV}`))).toHaveLength(3);
    expect(lastOutput.match(/is healthy/g)?.length).toBeGreaterThanOrEqual(3);
    expect(restored.leftovers).toEqual([]);
  },
);
