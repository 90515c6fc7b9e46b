import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { Field } from '../../ui/Field.tsx';
import { WarningIcon } from '../../ui/icons.tsx';
import { color, tint } from '../../ui/tokens.ts';
import type { ConnectionForm } from './connection-form.ts';
import { FormFold } from './FormFold.tsx';
import type { ConnectionFormState } from './use-connection-form.ts';

/** How strictly the members' certificates are held against the endpoints. */
export function VerificationFields({ state }: { readonly state: ConnectionFormState }) {
  const { form } = state;
  const set = (changes: Partial<ConnectionForm>): void => state.change((before) => ({ ...before, ...changes }));
  return (
    <FormFold
      title="Verification"
      summary="every certificate is held against its endpoint"
      isNeeded={form.serverName !== '' || form.skipVerify}
    >
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
              Whoever sits between you and the cluster can then read and change everything, your password included. Give
              the CA certificate instead wherever you can.
            </span>
          </Box>
        ) : null}
      </Box>
    </FormFold>
  );
}
