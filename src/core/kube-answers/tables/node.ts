import { byBytes, type ObjectView } from '../view/object-view.ts';
import { orElse, type Printer } from './printer.ts';

const rolePrefix = 'node-role.kubernetes.io/';
const roleLabel = 'kubernetes.io/role';

/** A node's row. */
export const nodeCells: Printer = (node, { metadata, name, age }) => {
  const status = node.message('status');
  const info = status.message('nodeInfo');
  const architecture = info.text('architecture');
  const kernel = orElse(info.text('kernelVersion'), '<unknown>');
  return [
    name,
    statusOf(node),
    orElse(rolesOf(metadata.textMap('labels')).join(','), '<none>'),
    age,
    info.text('kubeletVersion'),
    addressOf(status, 'InternalIP'),
    addressOf(status, 'ExternalIP'),
    orElse(info.text('osImage'), '<unknown>'),
    architecture === '' ? kernel : `${kernel} (${architecture})`,
    orElse(info.text('containerRuntimeVersion'), '<unknown>'),
  ];
};

function statusOf(node: ObjectView): string {
  const ready = node
    .message('status')
    .list('conditions')
    .findLast((one) => one.text('type') === 'Ready');
  const readiness = ready === undefined ? 'Unknown' : ready.text('status') === 'True' ? 'Ready' : 'NotReady';
  return node.message('spec').is('unschedulable') ? `${readiness},SchedulingDisabled` : readiness;
}

function rolesOf(labels: ReadonlyMap<string, string>): readonly string[] {
  const roles = new Set<string>();
  for (const [name, value] of labels) {
    if (name.startsWith(rolePrefix)) {
      if (name.length > rolePrefix.length) roles.add(name.slice(rolePrefix.length));
    } else if (name === roleLabel && value !== '') roles.add(value);
  }
  return [...roles].sort(byBytes);
}

function addressOf(status: ObjectView, type: string): string {
  return (
    status
      .list('addresses')
      .find((address) => address.text('type') === type)
      ?.text('address') ?? '<none>'
  );
}
