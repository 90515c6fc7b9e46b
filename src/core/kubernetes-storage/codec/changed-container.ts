import { endInCommon, lengthInCommon } from './json-edit.ts';
import { endOfString, type JsonNode, readJson, readString } from './json-tree.ts';

/** The smallest container that holds all that differs between two texts. */
export interface ChangedContainer {
  /** The way to it from the root: a member's name, or an element's place. */
  readonly steps: readonly (string | number)[];
  readonly before: JsonNode;
  readonly after: JsonNode;
}

/** A container that is open at a place of a text. */
interface Open {
  readonly isObject: boolean;
  readonly start: number;
  /** Where the name of the member begins that the place is in; `null` in a list. */
  nameStart: number | null;
  /** The commas before the place. */
  commas: number;
}

const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** What is nested deeper is not looked at one by one. */
const deepest = 32;

/**
 * Returns what changed between compact JSON and an edit of it, without reading what is the same in both. `null` where
 * the outermost container changed itself, or the edit is no JSON.
 */
export function changedContainer(before: string, after: string): ChangedContainer | null {
  const same = lengthInCommon(before, after);
  const changedEnd = before.length - endInCommon(before, after, Math.min(before.length, after.length) - same);
  const containers = openContainers(before, same);
  const end = closeAround(before, containers, same, changedEnd);
  const innermost = containers.at(-1);
  if (innermost === undefined || containers.length < 2) return null;
  const { start } = innermost;
  try {
    return {
      steps: containers.slice(0, -1).map(({ nameStart, commas }) => {
        return nameStart === null ? commas : readString(before, nameStart, endOfString(before, nameStart));
      }),
      before: readJson(before, start, end),
      after: readJson(after, start, end + after.length - before.length),
    };
  } catch (error) {
    // What is the same in both is JSON: only the part of the edit may be none.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Returns the containers that are open behind so many characters, the outermost first. */
function openContainers(text: string, until: number): Open[] {
  const containers: Open[] = [];
  let open: Open | undefined;
  let depth = 0;
  for (let at = 0; at < until; at++) {
    switch (text.charCodeAt(at)) {
      case quote:
        // In an object, what stands behind a bracket or a comma is a name.
        if (depth <= deepest && open?.isObject && isNameStart(text, at)) open.nameStart = at;
        at = endOfString(text, at) - 1;
        break;
      case openBrace:
      case openBracket:
        depth++;
        if (depth > deepest) break;
        open = { isObject: text.charCodeAt(at) === openBrace, start: at, nameStart: null, commas: 0 };
        containers.push(open);
        break;
      case closeBrace:
      case closeBracket:
        if (depth <= deepest) {
          containers.pop();
          open = containers.at(-1);
        }
        depth--;
        break;
      case comma:
        if (depth <= deepest && open !== undefined) open.commas++;
        break;
    }
  }
  return containers;
}

function isNameStart(text: string, at: number): boolean {
  const code = text.charCodeAt(at - 1);
  return code === openBrace || code === comma;
}

/**
 * Leaves the containers, of those open at `from`, that are not closed before `to`. Returns the end of the innermost.
 */
function closeAround(text: string, containers: Open[], from: number, to: number): number {
  const innermost = containers.at(-1);
  if (innermost === undefined) return 0;
  // From a place where no text is open: a change may begin in one.
  let depth = 0;
  for (let at = innermost.start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at) - 1;
    else if (code === openBrace || code === openBracket) depth++;
    else if (code === closeBrace || code === closeBracket) {
      if (depth > 0) {
        depth--;
        continue;
      }
      if (at >= to && at >= from) return at + 1;
      containers.pop();
      if (containers.length === 0) return at + 1;
    }
  }
  return text.length;
}
