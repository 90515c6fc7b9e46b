import Box from '@mui/material/Box';
import { useHost } from '../../state/settings.tsx';
import { Field } from '../../ui/Field.tsx';
import type { ConnectionForm } from './connection-form.ts';
import { FormSection } from './FormSection.tsx';
import { SecretField } from './SecretField.tsx';
import type { ConnectionFormState } from './use-connection-form.ts';

/** The user, where the cluster has authentication enabled. */
export function AuthenticationFields({ state }: { readonly state: ConnectionFormState }) {
  const host = useHost();
  const { form } = state;
  const set = (changes: Partial<ConnectionForm>): void => state.change((before) => ({ ...before, ...changes }));
  const policy =
    host.secrets === 'keychain'
      ? 'Stored in this machine’s keychain. Leave it empty to be asked in every session.'
      : `Kept in memory until etcdeck ends, then asked for again. ${host.secretsReason ?? 'This host has no keychain'}.`;
  return (
    <FormSection title="Authentication" hint="Only where the cluster has users. Client certificates may be enough.">
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1.5 }}>
        <Field
          label="User"
          value={form.user}
          error={state.problemAt('user')}
          onBlur={() => state.leave('user')}
          onChange={(user) => set({ user })}
        />
        <SecretField
          label="Password"
          value={form.password}
          error={state.problemAt('password')}
          isKept={form.keptPassword}
          isForgotten={form.forgetsPassword}
          onChange={(password) => set({ password })}
          onForget={(forgetsPassword) => set({ forgetsPassword, password: '' })}
          hint={policy}
        />
      </Box>
    </FormSection>
  );
}
