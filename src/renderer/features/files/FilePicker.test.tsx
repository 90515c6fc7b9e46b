import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { FileEntry } from '../../../contract/files.ts';
import type { FileRequest } from '../../state/file-picker.ts';
import { InApp } from '../../testing/InApp.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { FilePicker } from './FilePicker.tsx';
import { joinPath, splitPath } from './path-text.ts';

afterEach(cleanup);

const anEntry = (name: string, kind: FileEntry['kind']): FileEntry => ({ name, kind, bytes: 1_200, modifiedAt: 0 });

const folders: Readonly<Record<string, readonly FileEntry[]>> = {
  '/home/ops': [anEntry('pki', 'folder'), anEntry('notes.txt', 'file')],
  '/home/ops/pki': [anEntry('ca.crt', 'file')],
};

function aPicker(request: Partial<FileRequest> = {}) {
  const answer = vi.fn();
  const api = scriptedApi({
    files: {
      list: async ({ folder }) => {
        const shown = folder ?? '/home/ops';
        const entries = folders[shown];
        if (entries === undefined) {
          const why = { operation: 'files.list', detail: { file: shown } };
          throw new EtcdeckError({ code: 'FileNotFound', message: 'ENOENT', ...why });
        }
        return { folder: shown, parent: shown.slice(0, shown.lastIndexOf('/')), entries };
      },
    },
  });
  render(
    <InApp api={api}>
      <FilePicker request={{ purpose: 'open', title: 'CA', suggested: null, ...request, answer }} />
    </InApp>,
  );
  return { answer };
}

it('goes from folder to file by keyboard', async () => {
  const { answer } = aPicker();
  await screen.findByRole('option', { name: /pki/ });
  screen.getByRole('listbox').focus();
  await userEvent.keyboard('{Enter}');
  await screen.findByRole('option', { name: /ca\.crt/ });
  screen.getByRole('listbox').focus();
  await userEvent.keyboard(' ');
  await userEvent.click(screen.getByRole('button', { name: 'Choose' }));
  expect(answer).toHaveBeenCalledWith('/home/ops/pki/ca.crt');
});

it('answers nothing when it is dismissed', async () => {
  const { answer } = aPicker();
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(answer).toHaveBeenCalledWith(null);
});

it('refuses to save over a file', async () => {
  aPicker({ purpose: 'save', suggested: '/home/ops/notes.txt' });
  await screen.findByText(/never overwrites/);
  expect(screen.getByRole('button', { name: 'Save here' })).toHaveProperty('disabled', true);
});

it('asks for the name of a new folder in words for folders', async () => {
  const { answer } = aPicker({ purpose: 'newFolder' });
  const name = await screen.findByRole('textbox', { name: 'Name of the new folder' });
  await screen.findByRole('option', { name: /pki/ });
  await userEvent.type(name, 'pki');
  await screen.findByText(/This name is taken/);
  const create = screen.getByRole('button', { name: 'Create here' });
  expect(create).toHaveProperty('disabled', true);
  await userEvent.type(name, '-new');
  expect(screen.queryByText(/file/i, { selector: 'label, p' })).toBeNull();
  await userEvent.click(create);
  expect(answer).toHaveBeenCalledWith('/home/ops/pki-new');
});

it('says why a folder cannot be shown, and leads back up', async () => {
  aPicker({ suggested: '/nowhere/ca.crt' });
  expect((await screen.findByRole('alert')).textContent).toContain('There is no folder /nowhere.');
  const folder = screen.getByRole('textbox', { name: 'Folder' });
  await userEvent.clear(folder);
  await userEvent.type(folder, '/home/ops{Enter}');
  await waitFor(() => expect(screen.getByRole('option', { name: /notes\.txt/ })).toBeDefined());
});

it.each([
  ['/etc/pki/ca.crt', '/etc/pki', 'ca.crt'],
  ['/ca.crt', '/', 'ca.crt'],
  ['C:\\pki\\ca.crt', 'C:\\pki', 'ca.crt'],
  ['C:\\ca.crt', 'C:\\', 'ca.crt'],
])('takes %s apart and puts it together', (path, folder, name) => {
  expect(splitPath(path)).toEqual({ folder, name });
  expect(joinPath(folder, name)).toBe(path);
});

it('takes a whole path for a name', () => expect(joinPath('/home', '/etc/ca.crt')).toBe('/etc/ca.crt'));

it('answers with the folder that is shown where one is wanted', async () => {
  const { answer } = aPicker({ purpose: 'folder' });
  await screen.findByRole('option', { name: /pki/ });
  expect(screen.queryByRole('textbox', { name: 'File name' })).toBeNull();
  screen.getByRole('listbox').focus();
  await userEvent.keyboard('{Enter}');
  await screen.findByRole('option', { name: /ca\.crt/ });
  await userEvent.click(screen.getByRole('button', { name: 'Choose this folder' }));
  expect(answer).toHaveBeenCalledWith('/home/ops/pki');
});
