import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureView } from '../../app/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { Field } from '../../ui/Field.tsx';
import { SearchIcon } from '../../ui/icons.tsx';
import { pasteEndpoints } from './form-endpoints.ts';
import type { ConnectionFormState } from './use-connection-form.ts';

/** Takes the endpoints that a domain's SRV records name. Whoever answers for the domain chooses them, so they are shown. */
export function DiscoverEndpoints({ state }: { readonly state: ConnectionFormState }) {
  const api = useApi();
  const [isOpen, setOpen] = useState(false);
  const [domain, setDomain] = useState('');
  const finding = useMutation({
    mutationFn: () => api.connections.discover({ domain: domain.trim(), service: null }),
    onSuccess: (endpoints) => {
      state.change((form) => {
        const last = form.endpoints.at(-1);
        return last === undefined ? form : pasteEndpoints(form, last.id, endpoints);
      });
      setOpen(false);
    },
  });
  const find = (): void => {
    if (domain.trim() !== '' && !finding.isPending) finding.mutate();
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
      <Field
        label="Domain"
        value={domain}
        isMono
        hasFocus
        placeholder="for example example.net"
        hint="Its SRV records _etcd-client-ssl._tcp, else _etcd-client._tcp, name the endpoints."
        onChange={(typed) => {
          finding.reset();
          setDomain(typed);
        }}
        end={
          <>
            <Button
              variant="text"
              disabled={domain.trim() === '' || finding.isPending}
              sx={{ minHeight: 24, py: 0 }}
              onClick={find}
            >
              Find
            </Button>
            <Button variant="text" sx={{ mr: -1.5, minHeight: 24, py: 0 }} onClick={() => setOpen(false)}>
              Cancel
            </Button>
          </>
        }
      />
      {finding.error === null ? null : <FailureView failure={failureOf(finding.error)} layout="inline" />}
    </Box>
  );
}
