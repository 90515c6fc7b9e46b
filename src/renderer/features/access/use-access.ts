import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AccessList } from '../../../contract/access.ts';
import type { ErrorCode, Failure } from '../../../contract/failure.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { formatKeyFocus } from '../../state/key-focus.ts';
import { type PlanRequest, showPlan } from '../../state/plans.ts';
import { goTo } from '../../state/route.ts';
import type { AccessActs } from './access-acts.ts';
import {
  authDisableRequest,
  authEnableRequest,
  passwordRequest,
  permissionGrantRequest,
  permissionRevokeRequest,
  roleAddRequest,
  roleDeleteRequest,
  roleOfUserRequest,
  userAddRequest,
  userDeleteRequest,
} from './planned-acts.ts';

/** What is asked about users and roles of one connection. */
export const accessKey = (connection: string): readonly string[] => ['access', connection];

export interface Access {
  readonly list: AccessList | null;
  readonly failure: Failure | null;
  readonly isReading: boolean;
  /** Reads users and roles again, and all that was answered from them. */
  readonly refresh: () => void;
  readonly acts: AccessActs;
}

/** These prove that authentication is on, whatever was known before. */
const provingAuth: ReadonlySet<ErrorCode> = new Set(['UserEmpty', 'AuthFailed', 'PermissionDenied']);

/** The users and roles of the open connection's cluster, read when the screen is shown and after each act. */
export function useAccess(): Access {
  const api = useApi();
  const { id } = useConnection();
  const client = useQueryClient();
  const { data, error, isFetching } = useQuery({
    queryKey: [...accessKey(id), 'list'],
    queryFn: ({ signal }) => api.access.list({ connection: id }, { signal }),
  });
  const acts = useMemo((): AccessActs => {
    const refresh = (): void => void client.invalidateQueries({ queryKey: accessKey(id) });
    const parts = { api, connection: id, onDidEnd: refresh };
    const show = (request: PlanRequest): void => showPlan(request);
    return {
      addUser: (user, password) => show(userAddRequest(parts, user, password)),
      deleteUser: (user) => show(userDeleteRequest(parts, user)),
      changePassword: (user, password) => show(passwordRequest(parts, user, password)),
      changeRoleOf: (user, role, change) => show(roleOfUserRequest(parts, user, role, change)),
      addRole: (role) => show(roleAddRequest(parts, role)),
      deleteRole: (role) => show(roleDeleteRequest(parts, role)),
      grantPermission: (role, permission) => show(permissionGrantRequest(parts, role, permission)),
      revokePermission: (role, permission) => show(permissionRevokeRequest(parts, role, permission)),
      enableAuth: (rootPassword) => show(authEnableRequest(parts, rootPassword)),
      disableAuth: () => show(authDisableRequest(parts)),
      showKeys: (key) =>
        goTo({ screen: 'workbench', connection: id, place: 'keys', focus: formatKeyFocus({ kind: 'key', key }) }),
    };
  }, [api, client, id]);
  const failure = error === null ? null : failureOf(error);
  return {
    list: data === undefined || (failure !== null && provingAuth.has(failure.code)) ? null : data,
    failure,
    isReading: isFetching,
    refresh: () => void client.invalidateQueries({ queryKey: accessKey(id) }),
    acts,
  };
}
