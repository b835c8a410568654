// A file for the head of an approved template, judged before it leaves this browser.
import { findMediaFault, mostMegabytes, type ProviderMediaFormat } from '@parley/contract';
import { kindOfFile, mimeOfFile } from './file-kinds';

export type HeaderFileFault = 'empty' | 'media_kind' | 'media_type' | 'media_size';

/**
 * Why a chosen file cannot stand in such a header; undefined when it can. The limit of its size is `mostMegabytes(format)`.
 * @param use as the sample of a review, or with a send
 */
export function findHeaderFileFault(
  format: ProviderMediaFormat,
  use: 'sample' | 'send',
  file: Pick<File, 'name' | 'type' | 'size'>,
): HeaderFileFault | undefined {
  const facts = { kind: kindOfFile(file), mime: mimeOfFile(file), sizeBytes: file.size };
  const fault = findMediaFault(format, use, facts);
  if (fault) return fault.rule;
  if (file.size === 0) return 'empty';
  return file.size > mostMegabytes(format) * 1024 * 1024 ? 'media_size' : undefined;
}
