import { type CommandOutline, everyCommand, type OptionOutline, type ValueOutline } from './outline.ts';

/** Returns the completion for fish. */
export function fishCompletion(program: CommandOutline): string {
  const every = everyCommand(program);
  const paths = every.slice(1).map(({ path }) => quoted(path.join(' ')));
  const valued = every.flatMap(({ options }) => options.filter(({ value }) => value !== null));
  const skipped = [...new Set(valued.flatMap(({ names }) => names))];
  return `# Completion of etcdeck for fish: etcdeck completion fish | source
function __etcdeck_at
    set -l at
    set -l value no
    for word in (commandline -opc)[2..-1]
        if test $value = yes
            set value no
        else if string match -q -- '-*' $word
            contains -- $word ${skipped.join(' ')}; and set value yes
        else if contains -- (string join ' ' $at $word) ${paths.join(' ')}
            set -a at $word
        end
    end
    test "$at" = "$argv[1]"
end

complete -c etcdeck -f
${program.options.map((option) => `complete -c etcdeck ${optionOf(option)}`).join('\n')}
complete -c etcdeck -l help -s h -d 'show help'
${every.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, commands, options, args }: CommandOutline): readonly string[] {
  const here = `complete -c etcdeck -n ${quoted(`__etcdeck_at ${quotedInside(path.join(' '))}`)}`;
  const values = args.flatMap(({ choices }) => choices);
  return [
    ...commands.map((each) => `${here} -a ${quoted(each.path.at(-1) ?? '')} -d ${quoted(each.description)}`),
    ...(path.length === 0 ? [] : options.map((option) => `${here} ${optionOf(option)}`)),
    ...(values.length > 0 ? [`${here} -a ${quoted(values.join(' '))}`] : []),
    ...(args.some(({ isPath }) => isPath) ? [`${here} -F`] : []),
  ];
}

function optionOf({ names, value, description }: OptionOutline): string {
  const spelt = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return [...spelt, ...(value === null ? [] : [takes(value)]), `-d ${quoted(description)}`].join(' ');
}

function takes({ choices, isPath }: ValueOutline): string {
  if (choices.length > 0) return `-x -a ${quoted(choices.join(' '))}`;
  return isPath ? '-r -F' : '-x';
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const quotedInside = (text: string): string => `"${text}"`;
