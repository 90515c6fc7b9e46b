import { type CommandOutline, everyCommand, type OptionOutline, type ValueOutline } from './outline.ts';

/**
 * Returns the completion for bash, which needs no package of completions. A value behind `=` is completed too: bash takes
 * `=` for a word of its own.
 */
export function bashCompletion(program: CommandOutline): string {
  return `# Completion of etcdeck for bash: source <(etcdeck completion bash)
_etcdeck_known() {
  subcommands='' flags='' valued='' values='' paths=''
  case "$1" in
${everyCommand(program).map(caseOf).join('\n')}
  *) return 1 ;;
  esac
}

_etcdeck() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local at='' word index isValue='' subcommands flags valued values paths
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $previous == '=' ]]; then
    previous="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  local globals=' ${valuedNames(program.options)} '
  _etcdeck_known ''
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    [[ $word == '=' ]] && isValue=1 && continue
    if [[ -n $isValue ]]; then isValue=''; continue; fi
    if [[ $word == -* ]]; then
      [[ "$globals$valued " == *" $word "* ]] && isValue=1
    elif [[ " $subcommands " == *" $word "* ]]; then
      at="$at $word"
      _etcdeck_known "$at"
    fi
  done
  COMPREPLY=()
  case "$previous" in
${program.options.flatMap(valueCase).join('\n')}
  esac
  if [[ " $valued $globals" == *" $previous "* ]]; then
    case "$at $previous" in
${everyCommand(program)
  .slice(1)
  .flatMap((command) => command.options.flatMap((option) => valueCase(option, wordOf(command))))
  .join('\n')}
    esac
    return
  fi
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags ${names(program.options)} --help" -- "$current"))
  elif [[ -n $subcommands ]]; then
    COMPREPLY=($(compgen -W "$subcommands" -- "$current"))
  elif [[ -n $values ]]; then
    COMPREPLY=($(compgen -W "$values" -- "$current"))
  elif [[ -n $paths ]]; then
    _etcdeck_paths
  fi
}

_etcdeck_paths() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$current")
}

complete -F _etcdeck etcdeck
`;
}

/** The command as the script spells it: each name behind a blank. */
const wordOf = ({ path }: CommandOutline): string => path.map((name) => ` ${name}`).join('');

const names = (options: readonly OptionOutline[]): string => options.flatMap((option) => option.names).join(' ');

const valuedNames = (options: readonly OptionOutline[]): string => names(options.filter(({ value }) => value !== null));

function caseOf(command: CommandOutline): string {
  const { commands, options, args } = command;
  const values = args.flatMap(({ choices }) => choices);
  const set = [
    `subcommands='${commands.map(({ path }) => path.at(-1) ?? '').join(' ')}'`,
    `flags='${names(options)}'`,
    `valued='${valuedNames(options)}'`,
    `values='${values.join(' ')}'`,
    `paths='${args.some(({ isPath }) => isPath) ? 'yes' : ''}'`,
  ];
  return `  '${wordOf(command)}') ${set.join(' ')} ;;`;
}

function valueCase({ names: spelt, value }: OptionOutline, of: string | number): readonly string[] {
  if (value === null) return [];
  const reply = replyOf(value);
  if (reply === null) return [];
  const isGlobal = typeof of === 'number';
  const patterns = spelt.map((name) => (isGlobal ? `'${name}'` : `'${of} ${name}'`)).join(' | ');
  return [isGlobal ? `  ${patterns}) ${reply}; return ;;` : `    ${patterns}) ${reply} ;;`];
}

function replyOf({ choices, isPath }: ValueOutline): string | null {
  if (choices.length > 0) return `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$current"))`;
  return isPath ? '_etcdeck_paths' : null;
}
