import { expect, it } from 'vitest';
import { subresourceAt, targetOf } from './request-target.ts';

const shown = (path: string): string => {
  const target = targetOf(path);
  if (target.kind === 'health') return 'health';
  if (target.kind === 'document') return `document ${target.path}`;
  const { group, version, resource, namespace, name, subresource } = target;
  return [group || 'core', version, resource, namespace ?? '-', name ?? '-', subresource ?? '-'].join(' ');
};

it.each([
  ['/', 'document /'],
  ['/version/', 'document /version'],
  ['/healthz', 'health'],
  ['/livez/ping', 'health'],
  ['/api', 'document /api'],
  ['/api/v1/', 'document /api/v1'],
  ['/apis/', 'document /apis'],
  ['/apis/apps', 'document /apis/apps'],
  ['/apis/apps/v1', 'document /apis/apps/v1'],
  ['/openapi/v3/apis/apps/v1', 'document /openapi/v3/apis/apps/v1'],
  ['/api/v1/pods', 'core v1 pods - - -'],
  ['/api/v1/nodes/n/', 'core v1 nodes - n -'],
  ['/api/v1/namespaces', 'core v1 namespaces - - -'],
  ['/api/v1/namespaces/shop', 'core v1 namespaces - shop -'],
  ['/api/v1/namespaces/shop/finalize', 'core v1 namespaces - shop finalize'],
  ['/api/v1/namespaces/shop/pods', 'core v1 pods shop - -'],
  ['/api/v1/namespaces/shop/pods/web', 'core v1 pods shop web -'],
  ['/api/v1/namespaces/shop/pods/web/log', 'core v1 pods shop web log'],
  ['/api/v1/namespaces/shop/services/web/proxy/a/b', 'core v1 services shop web proxy/a/b'],
  ['/apis/apps/v1/namespaces/shop/deployments/web/status', 'apps v1 deployments shop web status'],
  [
    '/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode',
    'rbac.authorization.k8s.io v1 clusterroles - system:node -',
  ],
])('%s', (path, expected) => {
  expect(shown(path)).toBe(expected);
});

it('refuses a path that is not encoded', () => {
  expect(() => targetOf('/api/v1/pods/%zz')).toThrow('not encoded');
});

it.each([
  ['/api/v1/namespaces/shop/pods/web/log', 'log'],
  ['/api/v1/namespaces/shop/services/web/proxy/a/b', 'proxy'],
  ['/api/v1/namespaces/shop/pods/web', null],
  ['/api/v1', null],
  ['/api/v1/pods/%zz', null],
])('the part of an object that %s names is %s', (path, expected) => {
  expect(subresourceAt(path)).toBe(expected);
});
