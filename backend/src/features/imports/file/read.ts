// A stored CSV as rows: bytes → text → records, streamed.
import { pipeline } from 'node:stream';
import type { FileFault } from '@parley/contract';
import { CsvError, type Info, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { AppError } from '../../../platform/errors';
import type { Storage } from '../../../platform/storage';
import { sayFileFault } from '../faults';

export interface CsvForm {
  delimiter: string;
  encoding: string;
}

/** One record with the line of the file on which it ends; the header is line 1. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** A record larger than this is a quote that was never closed. */
const maxRecordBytes = 256 * 1024;

/**
 * Streams the rows, the header first. Blank rows are passed over; rows may be shorter or longer than the header.
 * @throws AppError rule_broken when a quote is never closed
 */
export async function* readRows(
  storage: Storage,
  key: string,
  { delimiter, encoding }: CsvForm,
): AsyncGenerator<CsvRow> {
  const bytes = await storage.get(key);
  const parser = parse({
    delimiter,
    bom: true,
    // Pairs each record with its position.
    info: true,
    relax_column_count: true,
    // A quote inside an unquoted cell is a letter (as in Hebrew abbreviations).
    relax_quotes: true,
    skip_empty_lines: true,
    // Spreadsheets end with rows of nothing but delimiters.
    skip_records_with_empty_values: true,
    max_record_size: maxRecordBytes,
  });
  // A failure of any stream destroys the parser, which ends the loop below with that failure.
  const settle = () => undefined;
  if (encoding === 'utf-8') pipeline(bytes, parser, settle);
  else pipeline(bytes, iconv.decodeStream(encoding), parser, settle);
  let first = true;
  try {
    // csv-parse types its records as any; `info: true` makes them this shape.
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      // Excel's own first line, which names the delimiter.
      const declaration = first && record.join(delimiter).toLowerCase() === `sep=${delimiter}`;
      first = false;
      if (!declaration) yield { line: info.lines, cells: record.some(hasNul) ? record.map(withoutNul) : record };
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error) : error;
  } finally {
    bytes.destroy();
  }
}

/** PostgreSQL stores no NUL characters. */
const hasNul = (cell: string) => cell.includes('\0');
const withoutNul = (cell: string) => cell.replaceAll('\0', '');

function unreadable(error: CsvError): AppError {
  const line = Number(error.lines);
  const fault: FileFault = { code: 'quote_open', ...(Number.isFinite(line) && line > 0 ? { line } : {}) };
  return new AppError('rule_broken', sayFileFault(fault), { internal: error.code, data: { fault } });
}
