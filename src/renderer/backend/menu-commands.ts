import { MENU_COMMAND, type MenuCommand, menuCommands } from '../../contract/wire/handover.ts';

/** Hears which command of the page was chosen in the desktop's own menu. */
export function hearMenuCommands(run: (command: MenuCommand) => void): void {
  window.addEventListener('message', (event) => {
    if (event.source !== window || !Array.isArray(event.data) || event.data[0] !== MENU_COMMAND) return;
    const command = menuCommands.find((one) => one === event.data[1]);
    if (command !== undefined) run(command);
  });
}
