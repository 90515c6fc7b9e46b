import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readServerText } from '../../connections/importers/server-text.ts';
import { describeStart } from './describe-start.ts';
import type { StartSettings } from './start-settings.ts';
import { tlsInFolder } from './usual-tls.ts';

const joining: StartSettings = {
  name: 'etcd-4',
  dataDir: '/var/lib/etcd',
  peerURLs: ['https://10.0.0.4:2380'],
  clientURLs: ['https://10.0.0.4:2379'],
  initialCluster: 'etcd-1=https://10.0.0.1:2380,etcd-4=https://10.0.0.4:2380',
  state: 'existing',
  token: 'shop',
  ...tlsInFolder('/etc/etcd/pki', true),
  shared: [
    { name: 'heartbeat-interval', value: '200' },
    { name: 'pre-vote', value: 'false' },
  ],
  version: '3.5.30',
};

/** Every letter that a shell, systemd, YAML or the kubelet reads as something else. */
const odd: StartSettings = { ...joining, name: `it's\\a"$X;#&%n`, dataDir: `/var/my data/100%/$HOME/$(id)/'"\\x` };

const parsed = (args: readonly string[]): Readonly<Record<string, string>> => {
  const values: Record<string, string> = {};
  for (let at = 0; at < args.length; at += 1) {
    const [, name = '', value] = /^--([a-z-]+)(?:=(.*))?$/.exec(args[at] ?? '') ?? [];
    const next = args[at + 1];
    if (value !== undefined) values[name] = value;
    else if (next === undefined || next.startsWith('--')) values[name] = 'true';
    else {
      values[name] = next;
      at += 1;
    }
  }
  return values;
};
const readBack = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readServerText(text)?.settings.map(({ name, value }) => [name, value]) ?? []);
const metrics = { 'listen-metrics-urls': 'http://127.0.0.1:2381' };

describe('a start', () => {
  it('has the flags with which the member joins', () => {
    expect(describeStart(joining).args).toEqual([
      ...['--name', 'etcd-4'],
      ...['--data-dir', '/var/lib/etcd'],
      ...['--listen-peer-urls', 'https://10.0.0.4:2380'],
      ...['--initial-advertise-peer-urls', 'https://10.0.0.4:2380'],
      ...['--listen-client-urls', 'https://10.0.0.4:2379,https://127.0.0.1:2379'],
      ...['--advertise-client-urls', 'https://10.0.0.4:2379'],
      ...['--initial-cluster', 'etcd-1=https://10.0.0.1:2380,etcd-4=https://10.0.0.4:2380'],
      ...['--initial-cluster-state', 'existing'],
      ...['--initial-cluster-token', 'shop'],
      ...['--cert-file', '/etc/etcd/pki/server.crt'],
      ...['--key-file', '/etc/etcd/pki/server.key'],
      ...['--trusted-ca-file', '/etc/etcd/pki/ca.crt'],
      '--client-cert-auth',
      ...['--peer-cert-file', '/etc/etcd/pki/peer.crt'],
      ...['--peer-key-file', '/etc/etcd/pki/peer.key'],
      ...['--peer-trusted-ca-file', '/etc/etcd/pki/ca.crt'],
      '--peer-client-cert-auth',
      ...['--heartbeat-interval', '200'],
      '--pre-vote=false',
    ]);
  });

  it.each([
    ['plain', joining],
    ['odd', odd],
  ])('says the same in every spelling: %s', (_, settings) => {
    const start = describeStart(settings);
    const wanted = parsed(start.args);
    expect(wanted).toMatchObject({ name: settings.name, 'data-dir': settings.dataDir, 'pre-vote': 'false' });
    expect(readBack(start.unit)).toEqual(wanted);
    expect(readBack(start.command)).toEqual(wanted);
    const variables = Object.entries(start.env).map(([name, value]) => [
      name
        .replace(/^ETCD_/, '')
        .toLowerCase()
        .replaceAll('_', '-'),
      value,
    ]);
    expect(Object.fromEntries(variables)).toEqual(wanted);
  });

  it('is read by a shell as it is', () => {
    const { command, args } = describeStart(odd);
    const output = execFileSync('sh', ['-c', `etcd() { printf '%s\\n' "$@"; }\n${command}`], { encoding: 'utf8' });
    expect(output.split('\n').slice(0, -1)).toEqual(args);
  });

  it('is read back from its manifest, which has a URL for its probes besides', () => {
    const start = describeStart({ ...joining, dataDir: `/var/my data/100%/'"\\x` });
    expect(readBack(start.manifest)).toEqual({ ...parsed(start.args), ...metrics });
  });

  it('is a manifest as kubeadm has them', () => {
    const kubeadm = { ...joining, ...tlsInFolder('/etc/kubernetes/pki/etcd', true) };
    expect(describeStart({ ...kubeadm, dataDir: '/var/lib/etcd-$(X)' }).manifest).toMatchInlineSnapshot(`
      "# /etc/kubernetes/manifests/etcd.yaml, member etcd-4
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          kubeadm.kubernetes.io/etcd.advertise-client-urls: https://10.0.0.4:2379
        labels:
          component: etcd
          tier: control-plane
        name: etcd
        namespace: kube-system
      spec:
        containers:
        - command:
          - etcd
          - --name=etcd-4
          - --data-dir=/var/lib/etcd-$$(X)
          - --listen-peer-urls=https://10.0.0.4:2380
          - --initial-advertise-peer-urls=https://10.0.0.4:2380
          - --listen-client-urls=https://10.0.0.4:2379,https://127.0.0.1:2379
          - --advertise-client-urls=https://10.0.0.4:2379
          - --initial-cluster=etcd-1=https://10.0.0.1:2380,etcd-4=https://10.0.0.4:2380
          - --initial-cluster-state=existing
          - --initial-cluster-token=shop
          - --cert-file=/etc/kubernetes/pki/etcd/server.crt
          - --key-file=/etc/kubernetes/pki/etcd/server.key
          - --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
          - --client-cert-auth=true
          - --peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt
          - --peer-key-file=/etc/kubernetes/pki/etcd/peer.key
          - --peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt
          - --peer-client-cert-auth=true
          - --heartbeat-interval=200
          - --pre-vote=false
          - --listen-metrics-urls=http://127.0.0.1:2381
          image: registry.k8s.io/etcd:v3.5.30
          imagePullPolicy: IfNotPresent
          livenessProbe:
            failureThreshold: 8
            httpGet:
              host: 127.0.0.1
              path: /health?exclude=NOSPACE&serializable=true
              port: 2381
              scheme: HTTP
            initialDelaySeconds: 10
            periodSeconds: 10
            timeoutSeconds: 15
          name: etcd
          resources:
            requests:
              cpu: 100m
              memory: 100Mi
          startupProbe:
            failureThreshold: 24
            httpGet:
              host: 127.0.0.1
              path: /health?exclude=NOSPACE&serializable=true
              port: 2381
              scheme: HTTP
            initialDelaySeconds: 10
            periodSeconds: 10
            timeoutSeconds: 15
          volumeMounts:
          - mountPath: /var/lib/etcd-$(X)
            name: etcd-data
          - mountPath: /etc/kubernetes/pki/etcd
            name: etcd-certs
        hostNetwork: true
        priority: 2000001000
        priorityClassName: system-node-critical
        securityContext:
          seccompProfile:
            type: RuntimeDefault
        volumes:
        - hostPath:
            path: /var/lib/etcd-$(X)
            type: DirectoryOrCreate
          name: etcd-data
        - hostPath:
            path: /etc/kubernetes/pki/etcd
            type: DirectoryOrCreate
          name: etcd-certs
      "
    `);
    expect(describeStart({ ...kubeadm, version: null }).manifest).toContain('image: registry.k8s.io/etcd:VERSION\n');
  });

  it('is a whole unit', () => {
    expect(describeStart(odd).unit).toMatchInlineSnapshot(`
      "# /etc/systemd/system/etcd.service
      [Unit]
      Description=etcd, a distributed key-value store
      Documentation=https://etcd.io/docs/
      Wants=network-online.target
      After=network-online.target

      [Service]
      # etcd reports that it serves. The members of a new cluster wait for each other, however long that takes.
      Type=notify
      TimeoutStartSec=infinity
      ExecStart=/usr/bin/env etcd \\
        "--name=it's\\\\a\\"$$X;#&%%n" \\
        "--data-dir=/var/my data/100%%/$$HOME/$$(id)/'\\"\\\\x" \\
        --listen-peer-urls=https://10.0.0.4:2380 \\
        --initial-advertise-peer-urls=https://10.0.0.4:2380 \\
        --listen-client-urls=https://10.0.0.4:2379,https://127.0.0.1:2379 \\
        --advertise-client-urls=https://10.0.0.4:2379 \\
        --initial-cluster=etcd-1=https://10.0.0.1:2380,etcd-4=https://10.0.0.4:2380 \\
        --initial-cluster-state=existing \\
        --initial-cluster-token=shop \\
        --cert-file=/etc/etcd/pki/server.crt \\
        --key-file=/etc/etcd/pki/server.key \\
        --trusted-ca-file=/etc/etcd/pki/ca.crt \\
        --client-cert-auth=true \\
        --peer-cert-file=/etc/etcd/pki/peer.crt \\
        --peer-key-file=/etc/etcd/pki/peer.key \\
        --peer-trusted-ca-file=/etc/etcd/pki/ca.crt \\
        --peer-client-cert-auth=true \\
        --heartbeat-interval=200 \\
        --pre-vote=false
      # A member that is removed from its cluster ends with success, and must stay down.
      Restart=on-failure
      RestartSec=5s
      LimitNOFILE=65536

      [Install]
      WantedBy=multi-user.target
      "
    `);
  });

  it('names its files by their roles, and what has to be known before', () => {
    const known = describeStart(joining);
    expect(known.files).toEqual([
      { role: 'clientCa', path: '/etc/etcd/pki/ca.crt', isKnown: true },
      { role: 'certificate', path: '/etc/etcd/pki/server.crt', isKnown: true },
      { role: 'key', path: '/etc/etcd/pki/server.key', isKnown: true },
      { role: 'peerCa', path: '/etc/etcd/pki/ca.crt', isKnown: true },
      { role: 'peerCertificate', path: '/etc/etcd/pki/peer.crt', isKnown: true },
      { role: 'peerKey', path: '/etc/etcd/pki/peer.key', isKnown: true },
    ]);
    expect(known.warnings).toEqual(['DataDirMustBeEmpty', 'VersionMustMatch']);
    const { clientTls } = tlsInFolder('/etc/etcd/pki', false);
    expect(describeStart({ ...joining, clientTls }).warnings).toContain('AssumedTlsPaths');
    const plain = describeStart({ ...joining, state: 'new', clientTls: null, peerTls: { kind: 'self-signed' } });
    expect(plain).toMatchObject({ files: [], warnings: ['DataDirMustBeEmpty'] });
    expect(plain.args).toContain('--peer-auto-tls');
  });
});
