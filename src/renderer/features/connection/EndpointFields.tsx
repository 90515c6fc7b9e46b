import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import IconButton from '@mui/material/IconButton';
import { useId } from 'react';
import { Field } from '../../ui/Field.tsx';
import { AddIcon, CloseIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import { anEndpoint } from './connection-form.ts';
import { DiscoverEndpoints } from './DiscoverEndpoints.tsx';
import { splitEndpoints } from './endpoint-text.ts';
import { FollowedEndpoints } from './FollowedEndpoints.tsx';
import { pasteEndpoints, settleEndpoint, typeEndpoint } from './form-endpoints.ts';
import type { ConnectionFormState } from './use-connection-form.ts';

/** The endpoints, one a row; a list pasted into a row becomes rows. */
export function EndpointFields({ state }: { readonly state: ConnectionFormState }) {
  const id = useId();
  const { discovery, learnsEndpoints } = state.form;
  return (
    <Box role="group" aria-labelledby={id}>
      <FormLabel component="div" id={id} required>
        Endpoints
      </FormLabel>
      <Box sx={{ color: color.muted, fontSize: '0.75rem', lineHeight: '1rem', mb: 0.75 }}>
        Client URLs of one cluster. One is enough; with several, etcdeck goes on when a member is down. Paste a list to
        add it whole.
      </Box>
      {discovery === null ? (
        <TypedEndpoints state={state} />
      ) : (
        <FollowedEndpoints state={state} discovery={discovery} />
      )}
      <Box sx={{ mt: 1 }}>
        <FormControlLabel
          label="Learn more endpoints from the member list"
          control={
            <Checkbox
              checked={learnsEndpoints}
              onChange={(_event, checked) => state.change((form) => ({ ...form, learnsEndpoints: checked }))}
              slotProps={{ input: { 'aria-describedby': `${id}-learns` } }}
            />
          }
        />
        <FormHelperText id={`${id}-learns`}>
          While it is open, the client URLs that the members announce are dialled too, after those above.
        </FormHelperText>
      </Box>
    </Box>
  );
}

function TypedEndpoints({ state }: { readonly state: ConnectionFormState }) {
  const { endpoints, usesTls } = state.form;
  const placeholder = `for example ${usesTls ? 'https' : 'http'}://10.0.4.12:2379`;
  return (
    <>
      <Box sx={{ display: 'flex', flexDirection: 'column', gap: 0.75 }}>
        {endpoints.map((endpoint, index) => (
          <Box key={endpoint.id} sx={{ display: 'flex', gap: 0.5, alignItems: 'flex-start' }}>
            <Field
              label={`Endpoint ${index + 1}`}
              isLabelHidden
              isMono
              value={endpoint.text}
              placeholder={index === 0 ? placeholder : ''}
              hasFocus={index > 0 && index === endpoints.length - 1 && endpoint.text === ''}
              error={state.problemAt(`endpoint/${endpoint.id}`)}
              onChange={(text) => state.change((form) => typeEndpoint(form, endpoint.id, text))}
              onBlur={() => {
                if (endpoint.text.trim() === '') return;
                state.change((form) => settleEndpoint(form, endpoint.id));
                state.leave(`endpoint/${endpoint.id}`);
              }}
              onPaste={(event) => {
                const texts = splitEndpoints(event.clipboardData.getData('text'));
                if (texts.length < 2) return;
                event.preventDefault();
                state.change((form) => pasteEndpoints(form, endpoint.id, texts));
              }}
            />
            {endpoints.length === 1 ? null : (
              <IconButton
                aria-label={`Remove endpoint ${index + 1}`}
                onClick={() =>
                  state.change((form) => ({
                    ...form,
                    endpoints: form.endpoints.filter((one) => one.id !== endpoint.id),
                  }))
                }
              >
                <CloseIcon />
              </IconButton>
            )}
          </Box>
        ))}
      </Box>
      <Button
        variant="text"
        startIcon={<AddIcon size={14} />}
        sx={{ mt: 0.5, ml: -1 }}
        onClick={() => state.change((form) => ({ ...form, endpoints: [...form.endpoints, anEndpoint('')] }))}
      >
        Add endpoint
      </Button>
      <DiscoverEndpoints state={state} />
    </>
  );
}
