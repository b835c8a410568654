// CSV answers: streamed, with a byte-order mark for spreadsheets and cells that cannot be evaluated.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import type { CsvAnswer } from './context';

/** A spreadsheet evaluates cells that begin like this (OWASP "CSV Injection"); a leading apostrophe makes them text. */
const evaluated = /^[=+\-@\t\r]/;

export function neutralise(cell: string | number | null): string | number | null {
  return typeof cell === 'string' && evaluated.test(cell) ? `'${cell}` : cell;
}

export async function sendCsv(res: Response, { fileName, rows }: CsvAnswer): Promise<void> {
  res.setHeader('Content-Type', 'text/csv; charset=utf-8');
  res.setHeader('Content-Disposition', `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`);
  const safe = async function* () {
    for await (const row of rows) yield row.map(neutralise);
  };
  await pipeline(Readable.from(safe()), stringify({ bom: true }), res);
}
