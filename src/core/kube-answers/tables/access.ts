import type { ObjectView } from '../view/object-view.ts';
import { humanDuration } from './ages.ts';
import { orElse, type Printer } from './printer.ts';
import { labelsText } from './selector-text.ts';

/** The row of a RoleBinding or a ClusterRoleBinding. */
export const bindingCells: Printer = (binding, { name, age }) => {
  const role = binding.message('roleRef');
  const subjects = binding.list('subjects');
  const of = (kind: string, text: (subject: ObjectView) => string) =>
    subjects
      .filter((subject) => subject.text('kind') === kind)
      .map(text)
      .join(', ');
  const nameOf = (subject: ObjectView) => subject.text('name');
  return [
    name,
    `${role.text('kind')}/${role.text('name')}`,
    age,
    of('User', nameOf),
    of('Group', nameOf),
    of('ServiceAccount', (subject) => `${subject.text('namespace')}/${nameOf(subject)}`),
  ];
};

/** A CertificateSigningRequest's row. */
export const signingRequestCells: Printer = (request, { name, age }) => {
  const spec = request.message('spec');
  const seconds = spec.numberOrNull('expirationSeconds');
  return [
    name,
    age,
    orElse(spec.text('signerName'), '<none>'),
    spec.text('username'),
    seconds === null ? '<none>' : humanDuration(seconds),
    signingStatus(request.message('status')),
  ];
};

function signingStatus(status: ObjectView): string {
  const types = new Set(status.list('conditions').map((condition) => condition.text('type')));
  const decision = types.has('Denied') ? 'Denied' : types.has('Approved') ? 'Approved' : 'Pending';
  return `${decision}${types.has('Failed') ? ',Failed' : ''}${status.text('certificate') === '' ? '' : ',Issued'}`;
}

/** A PodCertificateRequest's row. */
export const podCertificateCells: Printer = (request, { name }) => {
  const spec = request.message('spec');
  const state = request
    .message('status')
    .list('conditions')
    .map((condition) => condition.text('type'))
    .findLast((type) => ['Issued', 'Denied', 'Failed'].includes(type));
  return [
    name,
    spec.text('podName'),
    spec.text('serviceAccountName'),
    spec.text('nodeName'),
    spec.text('signerName'),
    state ?? 'Pending',
    labelsText(spec.textMap('unverifiedUserAnnotations')),
  ];
};

/** A ClusterTrustBundle's row. */
export const trustBundleCells: Printer = (bundle, { name }) => [
  name,
  orElse(bundle.message('spec').text('signerName'), '<none>'),
];
