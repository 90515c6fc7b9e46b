import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { Field } from '../../ui/Field.tsx';
import { WarningIcon } from '../../ui/icons.tsx';
import { color, tint } from '../../ui/tokens.ts';
import { type ConnectionForm, setTls } from './connection-form.ts';
import { FormSection } from './FormSection.tsx';
import { PathField } from './PathField.tsx';
import { SecretField } from './SecretField.tsx';
import type { ConnectionFormState } from './use-connection-form.ts';

/** Whom to trust, and who we are. */
export function TlsFields({ state }: { readonly state: ConnectionFormState }) {
  const { form, change } = state;
  const set = (changes: Partial<ConnectionForm>): void => change((before) => ({ ...before, ...changes }));
  return (
    <FormSection
      title="TLS"
      hint={
        form.usesTls
          ? 'Paths are on the machine where etcdeck runs.'
          : 'Off: keys, values and passwords cross the network in clear.'
      }
      tool={
        <FormControlLabel
          label="Use TLS"
          labelPlacement="start"
          sx={{ mr: 0, ml: 0 }}
          control={
            <Switch
              size="small"
              checked={form.usesTls}
              onChange={(_event, usesTls) => change((before) => setTls(before, usesTls))}
            />
          }
        />
      }
    >
      {form.usesTls ? (
        <>
          <PathField
            label="CA certificate"
            value={form.caFile}
            hint="Signed the members’ certificates; kubeadm’s is /etc/kubernetes/pki/etcd/ca.crt. Without it, this machine’s own roots are trusted."
            onChange={(caFile) => set({ caFile })}
          />
          <PathField
            label="Client certificate"
            value={form.certFile}
            error={state.problemAt('certFile')}
            onBlur={() => state.leave('keyFile')}
            onChange={(certFile) => set({ certFile })}
          />
          <PathField
            label="Private key"
            value={form.keyFile}
            error={state.problemAt('keyFile')}
            onBlur={() => state.leave('certFile')}
            onChange={(keyFile) => set({ keyFile })}
          />
          {form.keyFile === '' ? null : (
            <SecretField
              label="Passphrase"
              value={form.passphrase}
              hint="Only where the private key is encrypted."
              isKept={form.keptPassphrase}
              isForgotten={form.forgetsPassphrase}
              onChange={(passphrase) => set({ passphrase })}
              onForget={(forgetsPassphrase) => set({ forgetsPassphrase, passphrase: '' })}
            />
          )}
          <Field
            label="Server name"
            value={form.serverName}
            isMono
            hint="The name to expect in the members’ certificates, where it is not the endpoint’s own."
            onChange={(serverName) => set({ serverName })}
          />
          <Box>
            <FormControlLabel
              label="Do not verify the members’ certificates"
              control={<Checkbox checked={form.skipVerify} onChange={(_event, skipVerify) => set({ skipVerify })} />}
            />
            {form.skipVerify ? (
              <Box
                role="alert"
                sx={{ display: 'flex', gap: 1, p: '8px 12px', borderRadius: '6px', bgcolor: tint(color.warn) }}
              >
                <Box sx={{ color: color.warn, pt: '2px' }}>
                  <WarningIcon />
                </Box>
                <span>
                  Whoever sits between you and the cluster can then read and change everything, your password included.
                  Give the CA certificate instead wherever you can.
                </span>
              </Box>
            ) : null}
          </Box>
        </>
      ) : null}
    </FormSection>
  );
}
