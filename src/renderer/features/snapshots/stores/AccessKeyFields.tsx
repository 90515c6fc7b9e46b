import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId } from 'react';
import type { ObjectStore, ObjectStoreSecrets } from '../../../../contract/object-stores.ts';
import { type FieldFault, faultAt } from '../../../parts/forms/field-fault.ts';
import { useHost } from '../../../state/settings.tsx';
import { Field } from '../../../ui/Field.tsx';

const pair = {
  display: 'grid',
  gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  gap: 2,
  alignItems: 'start',
} as const;

/** Where a store's access key comes from. A stored one is never shown, only replaced. */
export function AccessKeyFields(props: {
  readonly credentials: ObjectStore['credentials'];
  readonly onCredentials: (credentials: ObjectStore['credentials']) => void;
  readonly secrets: ObjectStoreSecrets;
  readonly onSecrets: (secrets: ObjectStoreSecrets) => void;
  /** One is stored, and stays unless another is typed. */
  readonly isKept: boolean;
  readonly fault: FieldFault | null;
}) {
  const { credentials, onCredentials, secrets, onSecrets, isKept, fault } = props;
  const host = useHost();
  const id = useId();
  const note =
    host.secrets === 'keychain'
      ? 'It is stored in the system’s keychain.'
      : `It is kept until etcdeck ends.${host.secretsReason === null ? '' : ` ${host.secretsReason}.`}`;
  return (
    <Box>
      <FormLabel id={id}>Access key</FormLabel>
      <RadioGroup
        aria-labelledby={id}
        value={credentials}
        onChange={(_event, value) => onCredentials(value === 'environment' ? 'environment' : 'keychain')}
      >
        <FormControlLabel value="keychain" control={<Radio size="small" />} label="Typed here" />
        {credentials === 'keychain' ? (
          <Box sx={{ ...pair, pl: '30px', pb: 1 }}>
            <Field
              label="Access key id"
              value={secrets.accessKeyId}
              onChange={(accessKeyId) => onSecrets({ ...secrets, accessKeyId })}
              isMono
              placeholder={isKept ? '••••••••' : ''}
              hint={isKept ? 'One is stored. Leave both empty to keep it.' : note}
              error={faultAt(fault, 'accessKeyId')}
            />
            <Field
              label="Secret access key"
              type="password"
              value={secrets.secretAccessKey}
              onChange={(secretAccessKey) => onSecrets({ ...secrets, secretAccessKey })}
              placeholder={isKept ? '••••••••' : ''}
              error={faultAt(fault, 'secretAccessKey')}
            />
          </Box>
        ) : null}
        <FormControlLabel
          value="environment"
          control={<Radio size="small" />}
          label="From the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of etcdeck’s process"
        />
      </RadioGroup>
    </Box>
  );
}
