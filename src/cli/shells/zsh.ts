import {
  type ArgumentOutline,
  type CommandOutline,
  everyCommand,
  type OptionOutline,
  type ValueOutline,
} from './outline.ts';

/** Returns the completion for zsh: a file `_etcdeck` in a folder of `$fpath`. */
export function zshCompletion(program: CommandOutline): string {
  return `#compdef etcdeck
# Completion of etcdeck for zsh: etcdeck completion zsh > "\${fpath[1]}/_etcdeck"
${everyCommand(program)
  .map((command) => functionOf(command, program.options))
  .join('\n')}
if [[ \${funcstack[1]} == _etcdeck ]]; then
  _etcdeck "$@"
else
  compdef _etcdeck etcdeck
fi
`;
}

const nameOf = (path: readonly string[]): string => ['_etcdeck', ...path].join('__').replaceAll('-', '_');

function functionOf({ path, commands, options, args }: CommandOutline, globals: readonly OptionOutline[]): string {
  const own = path.length === 0 ? options : [...options, ...globals];
  const flags = [...own.flatMap(flagSpecs), "'(- *)--help[show help]'"];
  if (commands.length === 0) {
    return `${nameOf(path)}() {\n  _arguments -s ${[...flags, ...args.map(argumentSpec)].join(' \\\n    ')}\n}`;
  }
  const listed = commands.map((each) => quoted(`${escaped(each.path.at(-1) ?? '')}:${each.description}`));
  const chosen = commands.map((each) => `      ${each.path.at(-1)}) ${nameOf(each.path)} ;;`);
  return `${nameOf(path)}() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -s -C ${[...flags, "'1: :->command'", "'*:: :->rest'"].join(' \\\n    ')}
  case $state in
  command)
    local -a listed=(
      ${listed.join('\n      ')}
    )
    _describe command listed
    ;;
  rest)
    case $line[1] in
${chosen.join('\n')}
    esac
    ;;
  esac
}`;
}

function flagSpecs({ names, value, isRepeated, description }: OptionOutline): readonly string[] {
  const others = names.length > 1 && !isRepeated ? `(${names.join(' ')})` : '';
  return names.map((name) => {
    const takes = value === null ? '' : name.startsWith('--') ? '=' : '+';
    const behind = value === null ? '' : `:${escaped(value.name)}:${actionOf(value)}`;
    return quoted(`${isRepeated ? '*' : others}${name}${takes}[${escaped(description)}]${behind}`);
  });
}

const argumentSpec = (argument: ArgumentOutline, index: number): string =>
  quoted(
    `${argument.spelling.includes('...') ? '*' : index + 1}:${argument.spelling.startsWith('[') ? ':' : ''}${escaped(argument.name)}:${actionOf(argument)}`,
  );

function actionOf({ choices, isPath }: ValueOutline): string {
  if (choices.length > 0) return `(${choices.join(' ')})`;
  return isPath ? '_files' : ' ';
}

const escaped = (text: string): string => text.replace(/[\\[\]:]/g, '\\$&');
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
