import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type RefObject, useState } from 'react';
import { pastRevision } from '../../../../contract/key-source.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { isOfSameOpening } from '../../../parts/source/source-id.ts';
import { useApi } from '../../../state/api.tsx';
import { useStore } from '../../../state/store.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { SearchIcon } from '../../../ui/icons.tsx';
import { color } from '../../../ui/tokens.ts';
import type { RowActions } from '../model/row-actions.ts';
import { searchOf } from './key-search.ts';
import { SearchFields } from './SearchFields.tsx';
import { SearchResults } from './SearchResults.tsx';
import { readSearchForm } from './search-form.ts';

/** Looks through the keys beneath the prefix: what to look for, and what is found. */
export function SearchPane(props: {
  readonly prefix: Uint8Array;
  readonly actions: RowActions;
  readonly nameField: RefObject<HTMLInputElement | null>;
}) {
  const { prefix, actions, nameField } = props;
  const api = useApi();
  const { id, keys, standing } = useSource();
  const search = searchOf(api, id);
  const form = useStore(search.form);
  const last = useStore(search.state);
  const state = last !== null && isOfSameOpening(last.asked.source, keys) ? last : null;
  const [isAsked, setAsked] = useState(false);
  const read = readSearchForm(form);
  const start = (): void => {
    setAsked(true);
    if (read.ok) search.start({ source: keys, prefix, conditions: read.conditions });
  };
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Box
        component="form"
        role="search"
        aria-label="Search keys"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
        sx={{
          display: 'flex',
          flexDirection: 'column',
          gap: 1,
          p: '0 10px 10px',
          flexShrink: 0,
          maxHeight: '60%',
          overflow: 'auto',
          borderBottom: `1px solid ${color.line}`,
        }}
      >
        <SearchFields
          form={form}
          wrong={isAsked && !read.ok ? read : null}
          nameField={nameField}
          onChange={(changed) => {
            setAsked(false);
            search.form.update(() => changed);
          }}
        />
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button type="submit" variant="contained">
            Search
          </Button>
          {state?.phase === 'running' ? <Button onClick={() => search.stop()}>Stop</Button> : null}
        </Box>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
        {state === null ? (
          <EmptyState icon={<SearchIcon size={28} />} title="Search names and values">
            It looks through the keys beneath the prefix above, one after the other, and says how far it is.
          </EmptyState>
        ) : (
          <SearchResults
            state={state}
            place={{ prefix, revision: pastRevision(keys) }}
            standing={standing}
            actions={actions}
            onGoOn={() => search.goOn()}
          />
        )}
      </Box>
    </Box>
  );
}
