import { Readable } from 'node:stream';
import { csvLine, csvStart } from '@carrel/kernel';
import { applyDecorators, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';

type Cells = Parameters<typeof csvLine>[0];

/** Documents that an operation answers a CSV file. */
export const ApiCsvFile = (): MethodDecorator =>
  applyDecorators(ApiProduces('text/csv'), ApiOkResponse({ schema: { type: 'string' } }));

/**
 * A small table as a CSV file to keep.
 *
 * @param name of the file, without its ending
 */
export const csvFile = (name: string, lines: readonly Cells[]): StreamableFile =>
  new StreamableFile(Buffer.from(csvStart + lines.map(csvLine).join('')), optionsOf(name));

/**
 * A table of any size as a CSV file that is sent while it is read.
 *
 * @param head the first lines as text, `csvStart` among them
 * @param lineOf a row as text with its end of line
 * @throws what reading the first page throws: a refusal is still a problem document
 */
export async function csvFileOfPages<Row>(
  name: string,
  head: string,
  pages: AsyncGenerator<readonly Row[]>,
  lineOf: (row: Row) => string,
): Promise<StreamableFile> {
  const first = await pages.next();
  const lines = async function* () {
    yield head;
    for (let page = first; !page.done; page = await pages.next()) yield page.value.map(lineOf).join('');
  };
  return new StreamableFile(Readable.from(lines(), { objectMode: false }), optionsOf(name));
}

const optionsOf = (name: string) => ({
  type: 'text/csv; charset=utf-8',
  disposition: `attachment; filename="${name}.csv"`,
});
