import type { ObjectView } from '../view/object-view.ts';
import type { Printer } from './printer.ts';

/** The row of a webhook configuration of either kind. */
export const webhooksCells: Printer = (object, { name, age }) => [name, object.count('webhooks'), age];

/** Returns the printer of admission policies, which counts their validations or mutations. */
export function policyCells(counted: 'validations' | 'mutations'): Printer {
  return (policy, { name, age }) => {
    const spec = policy.message('spec');
    const parameters = spec.message('paramKind');
    const kind = `${parameters.text('apiVersion')}/${parameters.text('kind')}`;
    return [name, spec.count(counted), spec.has('paramKind') ? kind : '<unset>', age];
  };
}

/** The row of an admission policy's binding. */
export const policyBindingCells: Printer = (binding, { name, age }) => {
  const spec = binding.message('spec');
  return [
    name,
    spec.text('policyName'),
    spec.has('paramRef') ? referenceText(spec.message('paramRef')) : '<unset>',
    age,
  ];
};

function referenceText(reference: ObjectView): string {
  const [namespace, name] = [reference.text('namespace'), reference.text('name')];
  // Without a namespace, the reference does not tell whether there is one.
  if (name !== '') return `${namespace === '' ? '*' : namespace}/${name}`;
  return '<unset>';
}
