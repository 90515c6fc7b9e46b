import { describe, expect, it } from 'vitest';
import { shippedSchema } from '../../../testing/kubernetes/stored-objects.ts';
import { canDecode, messageOf } from './schema.ts';

describe('the schema that ships', () => {
  it('is read once', async () => {
    expect(await shippedSchema()).toBe(await shippedSchema());
  });

  it('knows kinds by apiVersion, those of every group too, and no parts of them that print by hand', async () => {
    const schema = await shippedSchema();
    expect(messageOf(schema, 'apps/v1', 'Deployment')?.name).toBe('k8s.io.api.apps.v1.Deployment');
    expect(messageOf(schema, 'v1', 'Status')?.name).toBe('k8s.io.apimachinery.pkg.apis.meta.v1.Status');
    expect(canDecode(schema, 'internal.apiserver.k8s.io/v1alpha1', 'StorageVersion')).toBe(true);
    expect(canDecode(schema, 'apps/v1', 'Pod')).toBe(false);
    expect(canDecode(schema, 'example.com/v1', 'Deployment')).toBe(false);
    expect(canDecode(schema, 'v1', 'Time')).toBe(false);
  });

  it('has the members of embedded structs among those of their parent', async () => {
    const schema = await shippedSchema();
    const volume = schema.messages.get('k8s.io.api.core.v1.Volume');
    expect([...(volume?.members ?? [])]).toEqual(expect.arrayContaining(['name', 'hostPath', 'emptyDir']));
    expect(volume?.members.has('')).toBe(false);
  });
});
