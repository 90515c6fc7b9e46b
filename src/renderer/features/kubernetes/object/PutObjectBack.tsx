import Button from '@mui/material/Button';
import { useState } from 'react';
import { PutBackKeysDialog } from '../../../parts/put-back/PutBackKeysDialog.tsx';
import { sharedFolderOf } from '../../../parts/shared-folder.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { showPlan } from '../../../state/plans.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';

/** Puts an object back as it was at the moment that is shown, or as it is in a file, with what belongs to it. */
export function PutObjectBack({ objectKey: key, label }: { readonly objectKey: Uint8Array; readonly label: string }) {
  const { keys, choice } = useSource();
  const [isAsked, setAsked] = useState(false);
  const prefix = sharedFolderOf([key]);
  const name = key.subarray(prefix.length);
  return (
    <>
      <Button onClick={() => setAsked(true)}>{label}</Button>
      {isAsked ? (
        <PutBackKeysDialog
          chosen={{ prefix, names: [name], what: escapeBytes(name).text }}
          source={keys}
          gap={choice.gap}
          takesAlong
          onPlan={showPlan}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}
