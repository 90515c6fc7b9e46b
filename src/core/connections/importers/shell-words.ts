import { shellTokens } from '../../../contract/etcdctl-bridge/shell-tokens.ts';

/**
 * Returns the words of a shell command line, as POSIX splits and unquotes them: quotes, backslashes, continued lines,
 * comments. Nothing is expanded or run; operators (`|`, `;`, `&&`) are separate words. An unclosed quote ends with the
 * text.
 */
export function shellWords(text: string): readonly string[] {
  return shellTokens(text).flatMap(({ kind, text: word }) => (kind === 'operator' && word === '\n' ? [] : [word]));
}
