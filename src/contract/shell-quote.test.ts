import { describe, expect, it } from 'vitest';
import {
  powershellCommand,
  powershellWord,
  shellCommand,
  shellQuote,
  shellQuoteText,
  shellWord,
} from './shell-quote.ts';

describe('shellQuote', () => {
  it.each([
    ['/registry/pods/kube-system/etcd-1', '/registry/pods/kube-system/etcd-1'],
    ['', "''"],
    ['a b "c" $e `f` !g \\h *', `'a b "c" $e \`f\` !g \\h *'`],
    ["it's", "'it'\\''s'"],
    ['{\n  "a": 1\n}', `$'{\\n  "a": 1\\n}'`],
    ['=ls', "'=ls'"],
    ['~', "'~'"],
    ['größe 日本', "'größe 日本'"],
    ['a\tb\u0007', "$'a\\tb\\x07'"],
    ["\t'\\", "$'\\t\\'\\\\'"],
  ])('quotes %j', (text, quoted) => {
    expect(shellQuote(new TextEncoder().encode(text))).toBe(quoted);
  });

  it('escapes what is not text', () => {
    expect(shellQuote(Uint8Array.of(0xff, 0x27, 0x31))).toBe("$'\\xff\\'1'");
  });

  it('refuses what no argument can hold', () => {
    expect(shellQuote(Uint8Array.of(0x61, 0x00))).toBeNull();
  });

  it('quotes a text as a word, without what no argument can hold', () => {
    expect(shellWord("it's\n\u202e\0here")).toBe("$'it\\'s\\n\\xe2\\x80\\xaehere'");
    expect(shellWord('\0')).toBe("''");
    expect(shellCommand('rm', '--', 'a b', '-c')).toBe("rm -- 'a b' -c");
  });

  it('quotes a text that is plainly visible', () => {
    expect(shellQuoteText("/it's here")).toBe("'/it'\\''s here'");
  });
});

describe('powershellWord', () => {
  it.each([
    ['C:\\backups\\etcd.db', 'C:\\backups\\etcd.db'],
    ['--initial-cluster', '--initial-cluster'],
    ['', "''"],
    ["it's", "'it''s'"],
    ['a\u2019b\u2018', "'a\u2019\u2019b\u2018\u2018'"],
    ['$env:PATH `n "q"', `'$env:PATH \`n "q"'`],
    ['a=http://b:1,c=http://d:2', "'a=http://b:1,c=http://d:2'"],
    ['-a.b', "'-a.b'"],
    ['-a:b', "'-a:b'"],
    ['--%', "'--%'"],
    ['@list', "'@list'"],
    ['#no', "'#no'"],
    ['a;b|c&d(e){f}<g>', "'a;b|c&d(e){f}<g>'"],
    ['größe', "'größe'"],
    ['a\n$x`"\u201d', '"a$([char]::ConvertFromUtf32(0xa))`$x```"`\u201d"'],
    ['\u{f0000}', '"$([char]::ConvertFromUtf32(0xf0000))"'],
    ['a\0b', 'ab'],
  ])('quotes %j', (text, quoted) => {
    expect(powershellWord(text)).toBe(quoted);
  });

  it('calls a program whose path has to be quoted', () => {
    expect(powershellCommand('etcdutl', 'snapshot', 'a b')).toBe("etcdutl snapshot 'a b'");
    expect(powershellCommand('C:\\etcd 3.5\\etcdutl.exe', '-x')).toBe("& 'C:\\etcd 3.5\\etcdutl.exe' -x");
  });
});
