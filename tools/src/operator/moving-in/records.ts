import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { parse, type InfoRecord } from 'csv-parse';
import { BadArgument } from '../../stack/refused.js';
import { RowFault, type Cells, type Mapping } from './mapping.js';

/** A row of the file, where it starts and how far into the file it reaches. */
export interface FileRecord {
  readonly line: number;
  readonly at: number;
  readonly cells: Cells | RowFault;
}

/** Row by row, so that a file may be larger than memory. */
export const recordsOf = (file: string, mapping: Mapping): AsyncGenerator<FileRecord> =>
  mapping.format === 'csv' ? csvRecords(file, mapping) : jsonRecords(file, mapping);

/** Text of the file, whatever its encoding. */
function textOf(file: string, encoding: string): Readable {
  const bytes = Readable.toWeb(createReadStream(file));
  try {
    return Readable.fromWeb(bytes.pipeThrough(new TextDecoderStream(encoding) as never));
  } catch {
    throw new BadArgument(`${encoding} is no encoding that is known here.`);
  }
}

async function* csvRecords(file: string, { encoding, delimiter }: Mapping): AsyncGenerator<FileRecord> {
  const parser = parse({
    ...{ delimiter, columns: true, bom: true, info: true, skip_empty_lines: true },
    // A row with a cell too many or too few is refused by itself.
    relax_column_count: true,
  });
  const input = textOf(file, encoding);
  input.on('error', (fault) => parser.destroy(fault));
  input.pipe(parser);
  let line = 2;
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, string>;
    info: InfoRecord & { error?: { message: string } };
  }>) {
    const { lines, bytes, error } = info;
    const cells = error
      ? new RowFault('', 'wrong-form', 'the row has more or fewer cells than the first line')
      : record;
    yield { line, at: bytes, cells };
    line = lines + 1;
  }
}

async function* jsonRecords(file: string, { encoding }: Mapping): AsyncGenerator<FileRecord> {
  let line = 0;
  let at = 0;
  for await (const text of createInterface({ input: textOf(file, encoding), crlfDelay: Infinity })) {
    line += 1;
    at += Buffer.byteLength(text) + 1;
    if (text.trim()) yield { line, at, cells: objectIn(text.replace(/^\uFEFF/, '')) };
  }
}

function objectIn(text: string): Cells | RowFault {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Cells;
  } catch {
    // Said below.
  }
  return new RowFault('', 'wrong-form', 'the line is no JSON object');
}
