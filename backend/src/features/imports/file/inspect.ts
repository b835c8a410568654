// Looks at an uploaded file before anything is imported: is it text, how is it written, what are its columns.
import iconv from 'iconv-lite';
import { AppError } from '../../../platform/errors';
import type { Storage } from '../../../platform/storage';
import { nameColumns } from './columns';
import { detectDelimiter } from './delimiter';
import { detectEncoding, headBytes } from './encoding';
import { type CsvForm, readRows } from './read';

export interface Inspected extends CsvForm {
  columns: string[];
  /** The first rows, each with as many cells as there are columns. */
  preview: string[][];
}

const previewRows = 8;
const maxColumns = 200;

/** Beginnings of files that are often taken for CSV. */
const foreign: readonly [string, string][] = [
  ['PK\u0003\u0004', 'an Excel workbook or a zip archive'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Excel workbook'],
  ['%PDF', 'a PDF'],
  ['{\\rtf', 'a text document'],
  ['<!DO', 'a web page'],
  ['<htm', 'a web page'],
  ['\u0089PNG', 'an image'],
  ['\u00ff\u00d8\u00ff', 'an image'],
];

/**
 * @param key where the file is stored
 * @throws AppError unsupported_type when it is no CSV, validation_failed when it has no header or no rows
 */
export async function inspectFile(storage: Storage, key: string): Promise<Inspected> {
  const { head, sizeBytes, isUtf8 } = await readHead(storage, key);
  if (sizeBytes === 0) throw refused('The file is empty. Choose a CSV with a header row and at least one contact.');
  const kind = foreign.find(([start]) => head.subarray(0, start.length).equals(Buffer.from(start, 'latin1')))?.[1];
  const encoding = kind ? undefined : detectEncoding(head, isUtf8);
  if (!encoding)
    throw new AppError(
      'unsupported_type',
      `This file is ${kind ?? 'not a text file'}, not a CSV. Open it in your spreadsheet and choose “Save as CSV”, then upload that file.`,
    );
  const text = iconv.decode(head, encoding);
  const form = { delimiter: detectDelimiter(text, sizeBytes <= head.length), encoding };
  const rows = await firstRows(storage, key, form);
  const [header, ...body] = rows;
  if (!header?.some((cell) => cell.trim() !== ''))
    throw refused('The file has no header row. Put the names of the columns into its first line.');
  if (header.length > maxColumns)
    throw refused(`The file has more than ${maxColumns} columns. Remove those you do not need.`);
  if (body.length === 0) throw refused('The file has a header row but no contacts below it.');
  const columns = nameColumns(header);
  return { ...form, columns, preview: body.map((row) => columns.map((_, index) => row[index] ?? '')) };
}

async function firstRows(storage: Storage, key: string, form: CsvForm): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of readRows(storage, key, form)) {
    rows.push(cells);
    if (rows.length > previewRows) break;
  }
  return rows;
}

/** Reads the file once: its beginning, its size, and whether all of it is UTF-8. */
async function readHead(storage: Storage, key: string) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const head: Buffer[] = [];
  let sizeBytes = 0;
  let isUtf8 = true;
  const check = (chunk?: Uint8Array) => {
    if (!isUtf8) return;
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      isUtf8 = false;
    }
  };
  for await (const chunk of await storage.get(key)) {
    if (sizeBytes < headBytes) head.push(chunk);
    sizeBytes += chunk.length;
    check(chunk);
  }
  check();
  return { head: Buffer.concat(head), sizeBytes, isUtf8 };
}

function refused(message: string): AppError {
  return new AppError('validation_failed', message, { details: [{ path: 'file', message }] });
}
