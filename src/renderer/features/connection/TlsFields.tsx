import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { type ConnectionForm, isGiven, pasteCertificate } from './connection-form.ts';
import { FormSection } from './FormSection.tsx';
import { setTls } from './form-endpoints.ts';
import { KeyField } from './KeyField.tsx';
import { MaterialField } from './MaterialField.tsx';
import { SecretField } from './SecretField.tsx';
import { readsManifest } from './ssh-form.ts';
import type { ConnectionFormState } from './use-connection-form.ts';
import { VerificationFields } from './VerificationFields.tsx';

/** Whom to trust, and who we are. */
export function TlsFields({ state }: { readonly state: ConnectionFormState }) {
  const { form, change } = state;
  const set = (changes: Partial<ConnectionForm>): void => change((before) => ({ ...before, ...changes }));
  const hasClient = isGiven(form.cert) || isGiven(form.key) || form.keptPrivateKey || state.problemAt('key') !== null;
  return (
    <FormSection
      title="TLS"
      hint={
        form.usesTls
          ? readsManifest(form.ssh)
            ? 'The certificates that etcd’s manifest names are read on the SSH host.'
            : 'Certificates in PEM, DER or PKCS#12: as files on the machine where etcdeck runs, or pasted.'
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
      {form.usesTls && !readsManifest(form.ssh) ? (
        <>
          <MaterialField
            label="CA certificate"
            value={form.ca}
            placeholder="-----BEGIN CERTIFICATE-----"
            hint="Signed the members’ certificates; kubeadm’s is /etc/kubernetes/pki/etcd/ca.crt. Without it, the operating system’s roots are trusted."
            error={state.problemAt('ca')}
            onBlur={() => state.leave('ca')}
            onChange={(ca) => set({ ca })}
          />
          <MaterialField
            label="Client certificate"
            value={form.cert}
            placeholder="-----BEGIN CERTIFICATE-----"
            hint="Where the members ask for one. A PKCS#12 file (.p12, .pfx) brings its key along."
            error={state.problemAt('cert')}
            onBlur={() => state.leave('cert')}
            onChange={(cert) => set({ cert })}
            onText={(text) => change((before) => pasteCertificate(before, text))}
          />
          {hasClient ? (
            <>
              <KeyField state={state} />
              <SecretField
                label="Passphrase"
                value={form.passphrase}
                hint="Only where the key, or the PKCS#12 file, is encrypted."
                error={state.problemAt('passphrase')}
                isKept={form.keptPassphrase}
                isForgotten={form.forgetsPassphrase}
                onChange={(passphrase) => set({ passphrase })}
                onForget={(forgetsPassphrase) => set({ forgetsPassphrase, passphrase: '' })}
              />
            </>
          ) : null}
          <VerificationFields state={state} />
        </>
      ) : null}
    </FormSection>
  );
}
