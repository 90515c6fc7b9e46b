/** A workload of the sandbox's Kubernetes: the shop, its monitoring, or the system itself. */
export interface Workload {
  readonly namespace: string;
  readonly name: string;
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'StaticPod';
  readonly image: string;
  /** The port of its service, or `null` without a service. */
  readonly port: number | null;
  /** The node of each of its pods. */
  readonly on: readonly SampleNode[];
  readonly config?: Readonly<Record<string, string>>;
}

/** A node of the sample cluster. */
export interface SampleNode {
  readonly name: string;
  readonly index: number;
  readonly isControlPlane: boolean;
}

/** The namespaces of the sample cluster. */
export const namespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system', 'monitoring', 'shop'] as const;

const node = (name: string, index: number, isControlPlane = false): SampleNode => ({ name, index, isControlPlane });
const controlPlane = [node('control-1', 1, true), node('control-2', 2, true), node('control-3', 3, true)];
const workers = [node('worker-1', 4), node('worker-2', 5), node('worker-3', 6)];

/** Three control-plane nodes and three workers. */
export const nodes: readonly SampleNode[] = [...controlPlane, ...workers];

/** Workers for so many pods, each in its turn. */
const pick = (count: number): readonly SampleNode[] =>
  Array.from({ length: count }, (_, index) =>
    workers.slice(index % workers.length, (index % workers.length) + 1),
  ).flat();

const system = (
  name: string,
  kind: Workload['kind'],
  image: string,
  port: number | null,
  on: readonly SampleNode[],
): Workload => ({ namespace: 'kube-system', name, kind, image: `registry.k8s.io/${image}`, port, on });

const shop = (
  name: string,
  replicas: number,
  port: number | null,
  config?: Readonly<Record<string, string>>,
): Workload => ({
  namespace: 'shop',
  name,
  kind: 'Deployment',
  image: `registry.example/shop/${name}:1.8.2`,
  port,
  on: pick(replicas),
  ...(config === undefined ? {} : { config }),
});

/** The workloads of the sample cluster. */
export const workloads: readonly Workload[] = [
  system('etcd', 'StaticPod', 'etcd:3.5.21-0', null, controlPlane),
  system('kube-apiserver', 'StaticPod', 'kube-apiserver:v1.33.4', null, controlPlane),
  system('kube-controller-manager', 'StaticPod', 'kube-controller-manager:v1.33.4', null, controlPlane),
  system('kube-scheduler', 'StaticPod', 'kube-scheduler:v1.33.4', null, controlPlane),
  system('kube-proxy', 'DaemonSet', 'kube-proxy:v1.33.4', null, nodes),
  {
    ...system('coredns', 'Deployment', 'coredns/coredns:v1.12.0', 53, pick(2)),
    config: {
      Corefile: '.:53 {\n    errors\n    health\n    kubernetes cluster.local\n    forward . /etc/resolv.conf\n}\n',
    },
  },
  system('metrics-server', 'Deployment', 'metrics-server/metrics-server:v0.7.2', 443, pick(1)),
  shop('frontend', 3, 8080, { 'theme.json': '{"banner":"Winter sale","columns":4}' }),
  shop('cart', 3, 8080, { 'cart.yaml': 'maxItems: 100\nttlMinutes: 45\n' }),
  shop('catalogue', 3, 8080, { 'catalogue.yaml': 'pageSize: 48\nsearch: enabled\n' }),
  shop('checkout', 2, 8080, { 'checkout.yaml': 'currency: EUR\nretries: 3\n' }),
  shop('payments', 2, 8443, { 'payments.yaml': 'provider: sandbox\ntimeoutSeconds: 10\n' }),
  shop('search', 2, 9200),
  shop('order-worker', 4, null, { 'worker.yaml': 'queue: orders\nconcurrency: 8\n' }),
  {
    namespace: 'shop',
    name: 'orders-db',
    kind: 'StatefulSet',
    image: 'registry.example/postgres:17.2',
    port: 5432,
    on: pick(3),
    config: { 'postgresql.conf': 'max_connections = 200\nshared_buffers = 1GB\n' },
  },
  {
    namespace: 'monitoring',
    name: 'prometheus',
    kind: 'StatefulSet',
    image: 'registry.example/prometheus:v3.2.1',
    port: 9090,
    on: pick(2),
    config: { 'prometheus.yml': 'global:\n  scrape_interval: 30s\nscrape_configs:\n  - job_name: etcd\n' },
  },
  {
    namespace: 'monitoring',
    name: 'alertmanager',
    kind: 'StatefulSet',
    image: 'registry.example/alertmanager:v0.28.1',
    port: 9093,
    on: pick(3),
  },
  {
    namespace: 'monitoring',
    name: 'grafana',
    kind: 'Deployment',
    image: 'registry.example/grafana:11.5.2',
    port: 3000,
    on: pick(1),
    config: { 'grafana.ini': '[server]\nroot_url = https://grafana.example\n' },
  },
  {
    namespace: 'default',
    name: 'echo',
    kind: 'Deployment',
    image: 'registry.example/echo:0.4.0',
    port: 8080,
    on: pick(1),
  },
];

/** Made up; it opens nothing. */
export const secrets = [
  {
    namespace: 'shop',
    name: 'orders-db',
    type: 'Opaque',
    data: { username: 'orders', password: 'made-up-and-good-for-nothing' },
  },
  { namespace: 'shop', name: 'payments-api', type: 'Opaque', data: { token: 'made-up-token' } },
  { namespace: 'monitoring', name: 'grafana-admin', type: 'Opaque', data: { user: 'admin', password: 'made-up' } },
] as const;
