import Button from '@mui/material/Button';
import { useHost } from '../../state/settings.tsx';
import type { ConnectionForm } from './connection-form.ts';
import { MaterialField } from './MaterialField.tsx';
import type { ConnectionFormState } from './use-connection-form.ts';

/** The client certificate's key. As a file it is read each time; pasted it is a secret, and kept where secrets are. */
export function KeyField({ state }: { readonly state: ConnectionFormState }) {
  const host = useHost();
  const { form, change, problemAt, leave } = state;
  const set = (changes: Partial<ConnectionForm>): void => change((before) => ({ ...before, ...changes }));
  const { keptPrivateKey: isKept, forgetsPrivateKey: isForgotten } = form;
  const pastedHint = !isKept
    ? host.secrets === 'keychain'
      ? 'Stored in this machine’s keychain, never in the connection’s file.'
      : 'Kept in memory until etcdeck ends, then asked for again.'
    : isForgotten
      ? 'The stored one is removed when you save.'
      : 'One is stored. Leave this empty to keep it.';
  return (
    <MaterialField
      label="Private key"
      value={form.key}
      isSecret
      placeholder={isKept && !isForgotten ? '••••••••' : ''}
      hint={form.key.source === 'text' ? pastedHint : 'Leave it empty where the certificate’s file holds it too.'}
      error={problemAt('key')}
      onBlur={() => leave('cert')}
      onChange={(key) => set({ key })}
      tool={
        isKept ? (
          <Button
            variant="text"
            aria-label={isForgotten ? 'Keep the stored private key' : 'Forget the stored private key'}
            sx={{ minHeight: 20, py: 0, px: '6px', fontSize: '0.75rem' }}
            onClick={() => set({ forgetsPrivateKey: !isForgotten, key: { ...form.key, text: '' } })}
          >
            {isForgotten ? 'Keep' : 'Forget'}
          </Button>
        ) : null
      }
    />
  );
}
