import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { DecodedValue } from '../../../contract/values.ts';
import { overlay, showOverlay } from '../../state/overlay.ts';
import { CodecPicker } from './CodecPicker.tsx';

afterEach(() => {
  cleanup();
  showOverlay(null);
});

const bytes: DecodedValue = {
  codec: 'hex',
  codecs: ['hex'],
  text: 'ff',
  language: 'plaintext',
  canEncode: true,
  notes: [],
  object: null,
};

it('leads from bytes that nothing else reads to the operator’s decoders', async () => {
  render(<CodecPicker value={bytes} onCodec={() => undefined} />);
  await userEvent.click(screen.getByRole('button', { name: 'Read as Bytes' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Custom decoders…' }));
  expect(overlay.get()).toBe('decoders');
});

it('chooses another way to read a value', async () => {
  const onCodec = vi.fn();
  render(<CodecPicker value={{ ...bytes, codec: 'protobuf', codecs: ['protobuf', 'hex'] }} onCodec={onCodec} />);
  await userEvent.click(screen.getByRole('button', { name: 'Read as Protobuf' }));
  await userEvent.click(await screen.findByRole('menuitemradio', { name: 'Bytes' }));
  expect(onCodec).toHaveBeenCalledWith('hex');
});
