import Box from '@mui/material/Box';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import Switch from '@mui/material/Switch';
import { useId } from 'react';
import { kubeadmManifest, type SshAuth, sshAuths } from '../../../contract/connections/profile.ts';
import { PathField } from '../../parts/forms/PathField.tsx';
import { Field } from '../../ui/Field.tsx';
import type { ConnectionForm } from './connection-form.ts';
import { FormSection } from './FormSection.tsx';
import { SecretField } from './SecretField.tsx';
import { type SshForm, splitDestination } from './ssh-form.ts';
import type { ConnectionFormState } from './use-connection-form.ts';

const authLabels = { agent: 'SSH agent', key: 'Key file', password: 'Password' } as const satisfies Record<
  SshAuth,
  string
>;

/** The way to endpoints that this machine does not reach by itself. */
export function SshFields({ state }: { readonly state: ConnectionFormState }) {
  const id = useId();
  const { form, change, problemAt, leave } = state;
  const { ssh } = form;
  const set = (changes: Partial<ConnectionForm>): void => change((before) => ({ ...before, ...changes }));
  const setSsh = (changes: Partial<SshForm>): void =>
    change((before) => ({ ...before, ssh: { ...before.ssh, ...changes } }));
  return (
    <FormSection
      title="SSH"
      hint={
        ssh.isUsed
          ? 'Names are resolved there; certificates are verified against the endpoints all the same.'
          : 'Off: the endpoints are dialled from the machine where etcdeck runs.'
      }
      tool={
        <FormControlLabel
          label="Use an SSH host"
          labelPlacement="start"
          sx={{ mr: 0, ml: 0 }}
          control={<Switch size="small" checked={ssh.isUsed} onChange={(_event, isUsed) => setSsh({ isUsed })} />}
        />
      }
    >
      {ssh.isUsed ? (
        <>
          <Box sx={{ display: 'grid', gridTemplateColumns: '2fr 2fr 1fr', gap: 1.5 }}>
            <Field
              label="SSH host"
              isMono
              isRequired
              value={ssh.host}
              error={problemAt('sshHost')}
              onBlur={() => leave('sshHost')}
              onChange={(host) => setSsh(splitDestination(host) ?? { host })}
            />
            <Field
              label="SSH user"
              isRequired
              value={ssh.user}
              error={problemAt('sshUser')}
              onBlur={() => leave('sshUser')}
              onChange={(user) => setSsh({ user })}
            />
            <Field
              label="SSH port"
              isMono
              value={ssh.port}
              error={problemAt('sshPort')}
              onBlur={() => leave('sshPort')}
              onChange={(port) => setSsh({ port })}
            />
          </Box>
          <FormControl fullWidth>
            <FormLabel id={id} sx={{ mb: '4px' }}>
              Log in with
            </FormLabel>
            <Select
              size="small"
              labelId={id}
              value={ssh.auth}
              onChange={({ target }) => setSsh({ auth: sshAuths.find((one) => one === target.value) ?? 'agent' })}
            >
              {sshAuths.map((auth) => (
                <MenuItem key={auth} value={auth}>
                  {authLabels[auth]}
                </MenuItem>
              ))}
            </Select>
          </FormControl>
          {ssh.auth === 'key' ? (
            <>
              <PathField
                label="SSH key"
                value={ssh.keyFile}
                hint="Empty: the first of OpenSSH’s own in ~/.ssh."
                error={problemAt('sshKey')}
                onChange={(keyFile) => setSsh({ keyFile })}
              />
              <SecretField
                label="SSH passphrase"
                value={form.sshPassphrase}
                hint="Only where the key is encrypted."
                error={problemAt('sshPassphrase')}
                isKept={form.keptSshPassphrase}
                isForgotten={form.forgetsSshPassphrase}
                onChange={(sshPassphrase) => set({ sshPassphrase })}
                onForget={(forgetsSshPassphrase) => set({ forgetsSshPassphrase, sshPassphrase: '' })}
              />
            </>
          ) : null}
          <SecretField
            label="SSH password"
            value={form.sshPassword}
            {...(ssh.auth === 'password' ? {} : { hint: 'Only where the host asks for one after the key.' })}
            error={problemAt('sshPassword')}
            isKept={form.keptSshPassword}
            isForgotten={form.forgetsSshPassword}
            onChange={(sshPassword) => set({ sshPassword })}
            onForget={(forgetsSshPassword) => set({ forgetsSshPassword, sshPassword: '' })}
          />
          <Field
            label="etcd’s manifest there"
            isMono
            value={ssh.manifest}
            placeholder={`for example ${kubeadmManifest}`}
            hint="Where it is given, the certificates that it names are read there at each opening, and kept in memory only."
            error={problemAt('sshManifest')}
            onBlur={() => leave('sshManifest')}
            onChange={(manifest) => setSsh({ manifest })}
          />
        </>
      ) : null}
    </FormSection>
  );
}
