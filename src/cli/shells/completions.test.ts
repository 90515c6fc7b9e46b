import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createProgram } from '../program.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { manPage } from './man-page.ts';
import { everyCommand, outlineOf } from './outline.ts';
import { zshCompletion } from './zsh.ts';

const program = outlineOf(createProgram(async () => undefined, { print: () => undefined, tell: () => undefined }));
const folder = mkdtempSync(join(tmpdir(), 'etcdeck-completions-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'saved one.db'), '');

const has = (name: string): boolean => spawnSync(name, ['--version']).error === undefined;

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What a command line is, and what may stand at its end. */
const lines: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['etcdeck sn', ['snapshot']],
  ['etcdeck snapshot s', ['save', 'status']],
  ['etcdeck --endpoints http://127.0.0.1:2379 snapshot save x --no', ['--no-check']],
  ['etcdeck get /key --re', ['--rev', '--reveal']],
  ['etcdeck get /key --cac', ['--cacert']],
  ['etcdeck -w j', ['json']],
  ['etcdeck watch / --only ', ['delete', 'put']],
  ['etcdeck completion ', ['bash', 'fish', 'zsh']],
  ['etcdeck snapshot status sav', ['saved one.db']],
  ['etcdeck get /key --snapshot sav', ['saved one.db']],
  ['etcdeck --connection snapshot sn', ['snapshot']],
];

describe.skipIf(!has('bash'))('in bash (apt-get install bash)', () => {
  const script = has('bash') ? file('etcdeck.bash', bashCompletion(program)) : '';
  const complete = (words: readonly string[]): readonly string[] => {
    const asked = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _etcdeck; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const run = execFileSync('bash', ['--norc', '-c', asked, 'bash', script, ...words], {
      cwd: folder,
      encoding: 'utf8',
    });
    return run
      .split('\n')
      .filter((each) => each !== '')
      .sort();
  };

  it.each(lines)('%s', (line, offered) => {
    expect(complete(line.split(' '))).toEqual(offered);
  });

  it('completes a value behind =, which bash takes for a word', () => {
    expect(complete(['etcdeck', '--write-out', '=', 's'])).toEqual(['simple']);
    expect(complete(['etcdeck', 'watch', '/', '--only', '='])).toEqual(['delete', 'put']);
  });

  it('offers every command and option that there is', () => {
    for (const { path, commands, options } of everyCommand(program)) {
      const offered = complete(['etcdeck', ...path, '']);
      expect(offered).toEqual(expect.arrayContaining(commands.map((each) => each.path.at(-1))));
      expect(complete(['etcdeck', ...path, '-'])).toEqual(
        expect.arrayContaining(options.flatMap(({ names }) => names)),
      );
    }
  });
});

describe.skipIf(!has('fish'))('in fish (apt-get install fish)', () => {
  const script = has('fish') ? file('etcdeck.fish', fishCompletion(program)) : '';

  it.each(lines)('%s', (line, offered) => {
    const asked = `source $argv[1]; complete -C $argv[2]`;
    const run = execFileSync('fish', ['--no-config', '-c', asked, script, line], {
      cwd: folder,
      env: { ...process.env, HOME: folder },
      encoding: 'utf8',
    });
    const found = run.split('\n').flatMap((each) => each.split('\t').slice(0, 1));
    expect(found.filter((each) => each !== '').sort()).toEqual(offered);
  });
});

describe.skipIf(!has('zsh'))('in zsh (apt-get install zsh)', () => {
  // A shell on a terminal of its own, where Tab is pressed.
  const typed = `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1=; autoload -Uz compinit; compinit -D -u; source '$1'; print RE''ADY"
zpty -r shell said '*READY*'
zpty -w -n shell "$2"$'\\t'
zpty -r shell said "*$3*"`;

  it.each([
    ['etcdeck sn', 'etcdeck snapshot'],
    ['etcdeck snapshot save --no', 'etcdeck snapshot save --no-check'],
    ['etcdeck get /key --cac', 'etcdeck get /key --cacert'],
    ['etcdeck watch / --only p', 'etcdeck watch / --only put'],
    ['etcdeck completion f', 'etcdeck completion fish'],
    ['etcdeck snapshot status sav', 'etcdeck snapshot status saved'],
  ])('%s', (line, completed) => {
    const script = file('_etcdeck', zshCompletion(program));
    execFileSync('zsh', ['-f', '-c', typed, 'zsh', script, line, completed], { cwd: folder, timeout: 50_000 });
  });
});

describe('the manual page', () => {
  const page = manPage(program, { version: '1.2.3', date: '2026-11-30', exitCodes: [], variables: [] });

  it('has every command and option, and no macro by accident', () => {
    for (const { path, commands, options } of everyCommand(program)) {
      const name = ['etcdeck', ...path].join(' ').replaceAll('-', '\\-');
      if (commands.length === 0) expect(page).toContain(`\\fB${name}\\fR`);
      for (const { names } of options) expect(page).toContain(`\\fB${names.at(-1)?.replaceAll('-', '\\-')}\\fR`);
    }
    const known = /^\.(TH|SH|TP|RS|RE|B|BR)\b/;
    expect(page.split('\n').filter((line) => /^[.']/.test(line) && !known.test(line))).toEqual([]);
  });

  it.skipIf(!has('man'))('is read without a warning by man (apt-get install man-db)', () => {
    const { stderr, stdout } = spawnSync('man', ['--warnings', '-l', file('etcdeck.1', page)], {
      env: { ...process.env, MANWIDTH: '100', LC_ALL: 'C.UTF-8' },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toContain('etcdeck snapshot save <file>');
  });

  it.skipIf(!has('mandoc'))('is clean by mandoc (apt-get install mandoc)', () => {
    expect(spawnSync('mandoc', ['-Tlint', '-W', 'warning', file('etcdeck.1', page)], { encoding: 'utf8' }).stdout).toBe(
      '',
    );
  });
});
