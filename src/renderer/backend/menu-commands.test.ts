import { expect, it } from 'vitest';
import { LEAVE_QUESTION, MENU_COMMAND } from '../../contract/wire/handover.ts';
import { hearMenuCommands } from './menu-commands.ts';

it('hears the commands of the desktop’s menu, and no others', () => {
  const run: string[] = [];
  hearMenuCommands((command) => run.push(command));
  const say = (data: unknown, source: unknown = window): void => {
    window.dispatchEvent(Object.assign(new Event('message'), { data, source, ports: [] }));
  };
  say([LEAVE_QUESTION, 'shell.about']);
  say([MENU_COMMAND, 'shell.start']);
  say([MENU_COMMAND]);
  say(MENU_COMMAND);
  say([MENU_COMMAND, 'shell.about'], {});
  expect(run).toEqual([]);

  say([MENU_COMMAND, 'shell.about']);
  say([MENU_COMMAND, 'shell.guide']);
  expect(run).toEqual(['shell.about', 'shell.guide']);
});
