import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionProfile } from '../../contract/connections/profile.ts';
import { readTransaction } from '../../contract/transaction-text/read-transaction.ts';
import {
  etcdctlFault,
  transactionCommand,
  writeTransaction,
} from '../../contract/transaction-text/write-transaction.ts';
import type { Transaction } from '../../contract/transactions.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { executed, type OpenedApp, openApp, planned } from '../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { toValidProfile } from '../connections/profiles/profile.ts';
import { EtcdClient } from '../etcd/client.ts';
import { prefixEnd, range, txnPuts } from '../etcd/kv.ts';
import { sendTransaction } from '../etcd/transaction.ts';

const { etcd, version } = chosenEtcd();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let cluster: TestCluster;
let client: EtcdClient;
let profile: ConnectionProfile;
let app: OpenedApp;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  profile = toValidProfile(cluster.draft());
  app = await openApp(cluster.draft());
});
afterAll(async () => {
  await app?.close();
  client?.close();
  await cluster?.close();
});
beforeEach(async () => {
  await cluster.etcdctl('del', '--prefix', '');
  const entries = ['a', 'b', 'p/1', 'p/2'].map((key) => ({ key: bytes(key), value: bytes(`${key} now`) }));
  await txnPuts(client, entries);
});

/** Runs a script with an etcdctl of the chosen version; returns its exit code. */
function inShell(script: string): Promise<number> {
  const own = Object.entries(process.env).filter(([name]) => !/^ETCD(CTL)?_/.test(name));
  const path = `${dirname(etcd)}:${process.env.PATH}`;
  const env = { ...Object.fromEntries(own), PATH: path, ETCDCTL_API: '3', ENDPOINT: cluster.endpoints[0] ?? '' };
  return new Promise((resolve) => {
    execFile('bash', ['-c', script], { env }, (error) => resolve(error === null ? 0 : Number(error.code ?? 1)));
  });
}

/** Runs a text as the input of etcdctl. */
const typed = (text: string): Promise<number> =>
  inShell(`etcdctl --endpoints "$ENDPOINT" txn <<'THE END'\n${text}\nTHE END`);

async function contents(): Promise<readonly (readonly string[])[]> {
  const { kvs } = await range(client, { key: new Uint8Array(), rangeEnd: prefixEnd(new Uint8Array()) });
  return kvs.map(({ key, value }) => [Buffer.from(key).toString('hex'), Buffer.from(value).toString('hex')]);
}

async function afterReset(act: () => Promise<unknown>) {
  await cluster.etcdctl('del', '--prefix', '');
  const entries = ['a', 'b', 'p/1', 'p/2'].map((key) => ({ key: bytes(key), value: bytes(`${key} now`) }));
  await txnPuts(client, entries);
  await act();
  return await contents();
}

function parsed(text: string): Transaction {
  const { transaction, problems } = readTransaction(text);
  if (transaction === null) throw new Error(JSON.stringify(problems));
  return transaction;
}

/** Texts of which each does something that shows how it was read. */
const texts = [
  'val("a") = "a now"\nver("a)(b") = "0"\n\nput a "b c"\ndel b\n\nput a wrong\n\n',
  'val("a") < "a now"\n\nput a wrong\n\nput a "\\x00\\xff\\u00e4\\t\\"\\\\"\ndel --prefix p/\n\n',
  'ver("a") = "1"\ncreate("a") > "0"\nmod("gone") = "0"\nval("gone") != "x"\n\nput a wrong\n\nput "k(y)" v\n\n',
  'value("a") != `a\\now`\n\nput a\\n v"w\ndel p/ p0\nput -- -k --v\n\n\n',
  'c("gone") = "0"\nm("gone") < "1"\nversion("gone") = "0"\n\ndel --from-key p\nput b --ignore-value --ignore-lease\n\n\n',
  '\nput\ta\tb\nget --prefix "" --limit=1 --keys-only\nget a b\n\n\n',
];

describe(`the input of etcdctl txn, by etcdctl ${version}`, () => {
  it.each(texts)('is read as etcdctl reads it: %j', async (text) => {
    const [theirs, printed, ours] = [
      await afterReset(async () => expect(await typed(text)).toBe(0)),
      await afterReset(async () => expect(await inShell(transactionCommand(profile, parsed(text)))).toBe(0)),
      await afterReset(() => sendTransaction(client, parsed(writeTransaction(parsed(text))))),
    ];
    expect(ours).toEqual(theirs);
    expect(printed).toEqual(theirs);
  });

  it.each([
    'mod("a")= "1"\n\n\n\n',
    'mod("a") ="1"\n\n\n\n',
    'mod ("a") = "1"\n\n\n\n',
    'mod(a) = "1"\n\n\n\n',
    'mod("a") = 1\n\n\n\n',
    'mod("a") = "x"\n\n\n\n',
    'lease("a") = "8000000000000000"\n\n\n\n',
    'val("\\q") = "1"\n\n\n\n',
    '\nput\n\n\n',
    '\nset a b\n\n\n',
    '\nput a b --leese=1\n\n\n',
    '\nput a "\\400"\n\n\n',
    '\nget --prefix --from-key a\n\n\n',
    '\nput a b\nput a c\n\n\n',
    '\nput "" a\n\n\n',
  ])('takes nothing that etcdctl does not: %j', async (text) => {
    const { transaction } = readTransaction(text);
    const before = await contents();
    expect(await typed(text)).not.toBe(0);
    if (transaction !== null) {
      const plan = app.api.plans.planTransaction({ connection: app.connection, transaction, isGuarded: false });
      await expect(planned(plan)).rejects.toMatchObject({ code: 'DuplicateKey' });
    }
    expect(await contents()).toEqual(before);
  });

  it('may compare leases, at which etcdctl ends with a panic and sends nothing', async () => {
    const text = 'lease("a") = "0"\nlease("gone") < "1"\n\nput a leased\n\n\n';
    const before = await contents();
    expect(await typed(text)).not.toBe(0);
    expect(await contents()).toEqual(before);
    expect(etcdctlFault(parsed(text))).toContain('panic');
    expect(await sendTransaction(client, parsed(text))).toMatchObject({ branch: 'success' });
  });

  it.each([true, false])('is run with isGuarded %s as etcdctl runs it', async (isGuarded) => {
    for (const text of texts) {
      const theirs = await afterReset(() => typed(text));
      const ours = await afterReset(async () => {
        const request = { connection: app.connection, transaction: parsed(text), isGuarded };
        const report = await executed(app.api, await planned(app.api.plans.planTransaction(request)));
        expect(report).toMatchObject({ outcome: 'done' });
      });
      expect(ours).toEqual(theirs);
    }
  });
});
