// What is wrong with a row or a file, in words that say what to do. The files of left-out rows are written in the language that they are asked for;
// everything else is said by the screens.
import {
  type FileFault,
  fileFault,
  type Locale,
  leadStatuses,
  type RowFault,
  type RowFaultCode,
  rowFault,
  temperatures,
} from '@parley/contract';
import { AppError } from '../../platform/errors';

/** `{value}` and `{limit}` stand for what the fault carries. */
const words: Record<Locale, Record<RowFaultCode, string>> = {
  en: {
    phone_missing: 'The phone number is missing',
    phone_wrong: '“{value}” is not a phone number',
    phone_shortened:
      'The spreadsheet shortened the phone number to “{value}”: format the column as text and export again',
    cells_many:
      'The row has {value} cells but the header has {limit}: put quotes around cells that contain the delimiter',
    email_wrong: '“{value}” is not an e-mail address',
    status_unknown: `The status “{value}” is not one of ${leadStatuses.join(', ')}`,
    temperature_unknown: `The temperature “{value}” is not one of ${temperatures.join(', ')}`,
    tag_long: 'A tag is longer than {limit} characters',
    value_long: 'The value of {value} is longer than {limit} characters',
    name_long: 'The name is longer than {limit} characters',
    repeated: 'This number appears earlier in the file',
    exists: 'A contact with this number already exists',
    of_colleague: 'This number belongs to a contact of somebody else in your team',
  },
  he: {
    phone_missing: 'חסר מספר טלפון',
    phone_wrong: '״{value}״ אינו מספר טלפון',
    phone_shortened: 'הגיליון קיצר את מספר הטלפון ל־״{value}״: יש לעצב את העמודה כטקסט ולייצא שוב',
    cells_many: 'בשורה יש {value} תאים אבל בכותרת {limit}: יש להקיף במירכאות תאים שמכילים את תו ההפרדה',
    email_wrong: '״{value}״ אינה כתובת דוא״ל',
    status_unknown: `הסטטוס ״{value}״ אינו אחד מאלה: ${leadStatuses.join(', ')}`,
    temperature_unknown: `הטמפרטורה ״{value}״ אינה אחת מאלה: ${temperatures.join(', ')}`,
    tag_long: 'יש תגית ארוכה מ־{limit} תווים',
    value_long: 'הערך של {value} ארוך מ־{limit} תווים',
    name_long: 'השם ארוך מ־{limit} תווים',
    repeated: 'המספר כבר הופיע קודם בקובץ',
    exists: 'כבר קיים איש קשר עם המספר הזה',
    of_colleague: 'המספר שייך לאיש קשר של מישהו אחר בצוות',
  },
};

/** The head of the column that says why a row was left out. */
export const reasonHead: Record<Locale, string> = { en: 'reason', he: 'סיבה' };

export function sayRowFault({ code, value = '', limit = 0 }: RowFault, language: Locale): string {
  return words[language][code].replace('{value}', () => value).replace('{limit}', String(limit));
}

/** A kept reason in words. Reasons kept before there were codes are sentences already. */
export function sayKept(reason: string, language: Locale): string {
  const fault = rowFault.safeParse(parse(reason));
  return fault.success ? sayRowFault(fault.data, language) : reason;
}

/** What a file's fault says in the API's own language. */
export function sayFileFault({ code, line }: FileFault): string {
  if (code === 'file_gone') return 'The uploaded file is no longer there. Upload it again.';
  const near = line ? ` (near line ${line})` : '';
  return `The file cannot be read${near}: a quotation mark is opened and never closed. Correct it or save the file again as CSV.`;
}

/** What is kept of what made a file unreadable; undefined for failures that a later run may get past (database, shutdown). */
export function fileFaultOf(error: unknown): string | undefined {
  if (error instanceof AppError) {
    const fault = fileFault.safeParse(error.data?.fault);
    return fault.success ? JSON.stringify(fault.data) : error.message;
  }
  const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return gone ? JSON.stringify({ code: 'file_gone' } satisfies FileFault) : undefined;
}

/** The same as the API shows it. */
export function showFileFault(kept: string | null): { error: string | null; fault: FileFault | null } {
  const fault = fileFault.safeParse(kept === null ? undefined : parse(kept));
  return fault.success ? { error: sayFileFault(fault.data), fault: fault.data } : { error: kept, fault: null };
}

function parse(text: string): unknown {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
