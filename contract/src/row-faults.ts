// Why a row of an uploaded file is left out, and why a file cannot be read: codes with what they are about. The words belong to the languages.
import { z } from 'zod';

export const rowFaultCodes = [
  'phone_missing',
  'phone_wrong',
  'phone_shortened',
  'cells_many',
  'email_wrong',
  'status_unknown',
  'temperature_unknown',
  'tag_long',
  'value_long',
  'name_long',
  'repeated',
  'exists',
  'of_colleague',
] as const;
export const rowFaultCode = z.enum(rowFaultCodes);
export type RowFaultCode = z.infer<typeof rowFaultCode>;

export const rowFault = z.object({
  code: rowFaultCode,
  value: z.string().optional().describe('The cell or the field that it is about'),
  limit: z.number().int().optional().describe('What is allowed at most'),
});
export type RowFault = z.infer<typeof rowFault>;

export const fileFault = z.object({
  code: z.enum(['file_gone', 'quote_open']),
  line: z.number().int().optional().describe('Near this line of the file'),
});
export type FileFault = z.infer<typeof fileFault>;
