import { byBytes, type ObjectView } from '../view/object-view.ts';
import { firstOf, orElse, type Printer } from './printer.ts';
import { labelsText, selectorText } from './selector-text.ts';

const most = 3;

/** A Service's row. */
export const serviceCells: Printer = (service, { name, age }) => {
  const spec = service.message('spec');
  const type = orElse(spec.text('type'), 'ClusterIP');
  return [
    name,
    type,
    // Clusters before 1.20 stored one address.
    spec.texts('clusterIPs')[0] ?? orElse(spec.text('clusterIP'), '<none>'),
    externalAddress(service, type),
    orElse(spec.list('ports').map(portText).join(','), '<none>'),
    age,
    labelsText(spec.textMap('selector')),
  ];
};

function externalAddress(service: ObjectView, type: string): string {
  const spec = service.message('spec');
  const external = spec.texts('externalIPs');
  switch (type) {
    case 'ClusterIP':
    case 'NodePort':
      return external.length > 0 ? external.join(',') : '<none>';
    case 'LoadBalancer': {
      const balancers = balancersOf(service);
      return orElse([...balancers, ...external].join(','), '<pending>');
    }
    case 'ExternalName':
      return spec.text('externalName');
    default:
      return '<unknown>';
  }
}

/** Returns the addresses, or else the names, of load balancers. */
function balancersOf(object: ObjectView): readonly string[] {
  const ingress = object.message('status').message('loadBalancer').list('ingress');
  const names = ingress.map((one) => orElse(one.text('ip'), one.text('hostname'))).filter((name) => name !== '');
  return [...new Set(names)].sort(byBytes);
}

function portText(port: ObjectView): string {
  const nodePort = port.number('nodePort');
  const protocol = orElse(port.text('protocol'), 'TCP');
  return `${port.number('port')}${nodePort > 0 ? `:${nodePort}` : ''}/${protocol}`;
}

/** An Ingress's row. */
export const ingressCells: Printer = (ingress, { name, age }) => {
  const spec = ingress.message('spec');
  return [
    name,
    spec.has('ingressClassName') ? spec.text('ingressClassName') : '<none>',
    hostsText(spec),
    balancersOf(ingress).join(','),
    spec.count('tls') > 0 ? '80, 443' : '80',
    age,
  ];
};

function hostsText(spec: ObjectView): string {
  const rules = spec.list('rules');
  const hosts: string[] = [];
  let isMore = false;
  for (const rule of rules) {
    if (hosts.length === most) isMore = true;
    const host = rule.text('host');
    if (!isMore && host !== '') hosts.push(host);
  }
  if (hosts.length === 0) return '*';
  return isMore ? `${hosts.join(',')} + ${rules.length - most} more...` : hosts.join(',');
}

const defaultClass = 'ingressclass.kubernetes.io/is-default-class';

/** An IngressClass's row. */
export const ingressClassCells: Printer = (object, { metadata, name, age }) => {
  const spec = object.message('spec');
  const parameters = spec.message('parameters');
  const group = parameters.has('apiGroup') ? `.${parameters.text('apiGroup')}` : '';
  return [
    metadata.entry('annotations', defaultClass) === 'true' ? `${name} (default)` : name,
    spec.text('controller'),
    spec.has('parameters') ? `${parameters.text('kind')}${group}/${parameters.text('name')}` : '<none>',
    age,
  ];
};

/** The row of Endpoints. */
export const endpointsCells: Printer = (endpoints, { name, age }) => [name, endpointsText(endpoints), age];

function endpointsText(endpoints: ObjectView): string {
  const subsets = endpoints.list('subsets');
  if (subsets.length === 0) return '<none>';
  const all = subsets.flatMap((subset) => {
    const addresses = subset.list('addresses').map((address) => address.text('ip'));
    const ports = subset.list('ports').map((port) => port.number('port'));
    // A headless service may have no ports.
    if (ports.length === 0) return addresses;
    return ports.flatMap((port) => addresses.map((address) => withPort(address, port)));
  });
  return firstOf(all, most);
}

function withPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** An EndpointSlice's row. */
export const endpointSliceCells: Printer = (slice, { name, age }) => [
  name,
  slice.text('addressType'),
  orElse(firstOf(slice.list('ports').map(slicePort), most), '<unset>'),
  orElse(
    firstOf(
      slice.list('endpoints').flatMap((one) => one.texts('addresses')),
      most,
    ),
    '<unset>',
  ),
  age,
];

function slicePort(port: ObjectView): string {
  return port.has('port') ? String(port.number('port')) : port.text('name');
}

/** A NetworkPolicy's row. */
export const networkPolicyCells: Printer = (policy, { name, age }) => [
  name,
  selectorText(policy.message('spec'), 'podSelector'),
  age,
];

/** An IPAddress's row. Upstream's has the age as well, for which there is no column. */
export const addressCells: Printer = (address, { name, age }) => {
  const spec = address.message('spec');
  const parent = spec.message('parentRef');
  const group = parent.text('group') === '' ? '' : `.${parent.text('group')}`;
  const namespace = parent.text('namespace') === '' ? '' : `/${parent.text('namespace')}`;
  const text = `${`${parent.text('resource')}${group}`.toLowerCase()}${namespace}/${parent.text('name')}`;
  return [name, spec.has('parentRef') ? text : '<none>', age];
};

/** A ServiceCIDR's row. */
export const cidrCells: Printer = (cidr, { name, age }) => [name, cidr.message('spec').texts('cidrs').join(','), age];
