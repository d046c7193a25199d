/** A fenced block of a page, and what is done with it. */
export interface Block {
  /** Where its first line stands in the page. */
  readonly line: number;
  /**
   * run: commands for a shell; file: a file the commands use; expected: what the commands before it print;
   * elsewhere: commands this machine cannot run, which the page says; other: for the eye.
   */
  readonly use: 'run' | 'file' | 'expected' | 'elsewhere' | 'other';
  readonly text: string;
  /** The file's name, below the folder the page works in. */
  readonly file?: string;
  /** What the page says it needs. */
  readonly needs?: string;
}

/** The words by which a page says that nobody tried the commands below them. */
const mark = /^> \*\*Not run here:\*\* (.+)$/;

/**
 * The blocks of a page. Shell blocks (`sh`, `bash`) are run unless the line above says `> **Not run here:** needs ...`;
 * `file=name` in any other block's first line writes it to that file; `text output` is what was printed before.
 */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  let said = '';
  for (let at = 0; at < lines.length; at += 1) {
    const [, fence, language = '', rest = ''] = /^(`{3,})(\w*)\s*(.*)$/.exec(lines[at]!) ?? [];
    if (!fence) {
      if (lines[at]!.trim()) said = lines[at]!;
      continue;
    }
    const end = lines.indexOf(fence, at + 1);
    if (end < 0) throw new Error(`line ${at + 1}: the block does not end`);
    const text = lines.slice(at + 1, end).join('\n');
    blocks.push({ line: at + 2, text, ...useOf(language, rest, said) });
    at = end;
    said = '';
  }
  return blocks;
}

function useOf(language: string, rest: string, said: string): Pick<Block, 'use' | 'file' | 'needs'> {
  const needs = mark.exec(said)?.[1];
  if (/^(sh|bash)$/.test(language)) return needs ? { use: 'elsewhere', needs } : { use: 'run' };
  const file = /^file=(\S+)$/.exec(rest)?.[1];
  if (file) return { use: 'file', file };
  return { use: language === 'text' && rest === 'output' ? 'expected' : 'other' };
}
