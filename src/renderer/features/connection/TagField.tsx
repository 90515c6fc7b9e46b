import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useState } from 'react';
import { Field } from '../../ui/Field.tsx';
import { CloseIcon } from '../../ui/icons.tsx';
import { color, tint } from '../../ui/tokens.ts';
import { addTags, tagLimits } from './tag-text.ts';

interface TagFieldProps {
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

/** Words to find a connection by. Enter, a comma, or going on adds what was typed. */
export function TagField({ tags, onChange }: TagFieldProps) {
  const [text, setText] = useState('');
  const take = (typed: string): void => {
    setText('');
    if (typed.trim() !== '') onChange(addTags(tags, typed));
  };
  return (
    <Box>
      <Box
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || text.trim() === '') return;
          event.preventDefault();
          take(text);
        }}
      >
        <Field
          label="Tags"
          value={text}
          placeholder="For example eu, payments"
          isDisabled={tags.length >= tagLimits.count}
          hint="Words to find it by on the start screen."
          onBlur={() => take(text)}
          onChange={(typed) => (typed.includes(',') ? take(typed) : setText(typed))}
        />
      </Box>
      {tags.length === 0 ? null : (
        <Box
          component="ul"
          aria-label="Tags given"
          sx={{ listStyle: 'none', m: 0, mt: 0.75, p: 0, display: 'flex', flexWrap: 'wrap', gap: 0.5 }}
        >
          {tags.map((tag) => (
            <Box
              component="li"
              key={tag}
              sx={{
                display: 'flex',
                alignItems: 'center',
                gap: '2px',
                height: 22,
                pl: 1,
                pr: '2px',
                borderRadius: '11px',
                fontSize: '0.75rem',
                bgcolor: tint(color.muted, 14),
              }}
            >
              {tag}
              <IconButton
                aria-label={`Remove tag ${tag}`}
                sx={{ p: '3px' }}
                onClick={() => onChange(tags.filter((one) => one !== tag))}
              >
                <CloseIcon size={12} />
              </IconButton>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
