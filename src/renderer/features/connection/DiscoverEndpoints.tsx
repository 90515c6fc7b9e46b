import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { Field } from '../../ui/Field.tsx';
import { SearchIcon } from '../../ui/icons.tsx';
import { recordName } from './endpoint-text.ts';
import { takeDiscovered } from './form-endpoints.ts';
import type { ConnectionFormState } from './use-connection-form.ts';

/** Takes the endpoints that a domain's SRV records name. A forged DNS answer could choose them, so they are shown. */
export function DiscoverEndpoints({ state }: { readonly state: ConnectionFormState }) {
  const api = useApi();
  const [isOpen, setOpen] = useState(false);
  const [domain, setDomain] = useState('');
  const [service, setService] = useState('');
  const [isFollowed, setFollowed] = useState(true);
  const discovery = { domain: domain.trim(), service: service.trim() || null };
  const finding = useMutation({
    mutationFn: () => api.connections.discover(discovery),
    onSuccess: (endpoints) => {
      state.change((form) => takeDiscovered(form, endpoints, isFollowed ? discovery : null));
      setOpen(false);
    },
  });
  const find = (): void => {
    if (discovery.domain !== '' && !finding.isPending) finding.mutate();
  };
  if (!isOpen) {
    return (
      <Button variant="text" startIcon={<SearchIcon size={14} />} sx={{ mt: 0.5 }} onClick={() => setOpen(true)}>
        Find by DNS
      </Button>
    );
  }
  return (
    <Box
      sx={{ mt: 1, display: 'flex', flexDirection: 'column', gap: 1 }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        // The form would be saved.
        event.preventDefault();
        find();
      }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
        <Field
          label="Domain"
          value={domain}
          isMono
          hasFocus
          placeholder="for example example.net"
          hint={`Its SRV records ${recordName('https', discovery.service)}, else ${recordName('http', discovery.service)}, name the endpoints.`}
          onChange={(typed) => {
            finding.reset();
            setDomain(typed);
          }}
        />
        <Box sx={{ flex: '0 0 180px' }}>
          <Field
            label="Service"
            value={service}
            isMono
            hint="Where the domain has several clusters."
            onChange={(typed) => {
              finding.reset();
              setService(typed);
            }}
          />
        </Box>
      </Box>
      <FormControlLabel
        label="Look them up again whenever the connection is opened"
        control={<Checkbox checked={isFollowed} onChange={(_event, checked) => setFollowed(checked)} />}
      />
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button disabled={discovery.domain === '' || finding.isPending} onClick={find}>
          Find
        </Button>
        <Button variant="text" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </Box>
      {finding.error === null ? null : <FailureView failure={failureOf(finding.error)} layout="inline" />}
    </Box>
  );
}
