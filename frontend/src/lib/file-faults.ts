// Why an uploaded file could not be read, in the reader's language.
import type { FileFault } from '@parley/contract';
import type { TFunction } from 'i18next';

/** @param error what the server says, for faults without a code */
export function sayFileFault(t: TFunction, { fault, error }: { fault: FileFault | null; error: string | null }) {
  if (!fault) return error;
  return fault.line
    ? t('common:fileFaults.quote_open_near', { line: fault.line })
    : t(`common:fileFaults.${fault.code}`);
}
