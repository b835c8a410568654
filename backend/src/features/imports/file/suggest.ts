// Suggests what each column means, from its header in English, Hebrew or Spanish and, failing that, from its cells. Pure.
import type { ImportField, ImportMapping } from '@parley/contract';
import { clientFields, importFields } from '@parley/contract';
import { parsePhone } from '../../../platform/phone';

/** Headers as people write them; compared without case, punctuation and spaces. */
const names: Partial<Record<ImportField, readonly string[]>> = {
  phone: [
    'phone',
    'phone number',
    'phone 1 value',
    'mobile',
    'mobile phone',
    'mobile number',
    'cell',
    'cellphone',
    'cell phone',
    'telephone',
    'tel',
    'whatsapp',
    'whatsapp number',
    'msisdn',
    'טלפון',
    'טלפון נייד',
    'מספר טלפון',
    'מס טלפון',
    'נייד',
    'מספר נייד',
    'פלאפון',
    'סלולרי',
    'וואטסאפ',
    'ווטסאפ',
    'teléfono',
    'telefono',
    'número de teléfono',
    'numero de telefono',
    'móvil',
    'movil',
    'celular',
  ],
  name: [
    'name',
    'full name',
    'contact',
    'contact name',
    'lead name',
    'customer',
    'client',
    'שם',
    'שם מלא',
    'שם לקוח',
    'איש קשר',
    'לקוח',
    'nombre',
    'nombre completo',
  ],
  first_name: [
    'first name',
    'firstname',
    'given name',
    'forename',
    'fname',
    'שם פרטי',
    'primer nombre',
    'nombre de pila',
  ],
  last_name: ['last name', 'lastname', 'surname', 'family name', 'lname', 'שם משפחה', 'משפחה', 'apellido', 'apellidos'],
  email: ['email', 'e mail', 'email address', 'mail', 'אימייל', 'מייל', 'דואל', 'דוא ל', 'דואר אלקטרוני', 'כתובת מייל'],
  tags: ['tags', 'tag', 'labels', 'label', 'groups', 'group', 'תגיות', 'תגית', 'תוויות', 'קבוצה', 'קבוצות'],
  status: ['status', 'lead status', 'stage', 'סטטוס', 'מצב'],
  temperature: ['temperature', 'lead temperature', 'heat', 'טמפרטורה', 'חום'],
  source: ['source', 'lead source', 'origin', 'utm source', 'מקור', 'מקור הגעה', 'מקור ליד'],
  country: ['country', 'ארץ', 'מדינה'],
  city: ['city', 'town', 'עיר', 'יישוב', 'ישוב'],
  'client.age': ['age', 'גיל'],
  'client.gender': ['gender', 'sex', 'מין', 'מגדר'],
  'client.goal': ['goal', 'goals', 'מטרה', 'מטרות'],
  'client.experience': ['experience', 'ניסיון', 'נסיון'],
  'client.budget': ['budget', 'תקציב'],
  'client.timeline': ['timeline', 'לוח זמנים'],
  'client.availability': ['availability', 'זמינות'],
  'client.preferences': ['preferences', 'העדפות'],
  'client.medical': ['medical', 'רפואי', 'מצב רפואי'],
  'client.supplements': ['supplements', 'תוספים', 'תוספי תזונה'],
  'client.obstacle': ['obstacle', 'מכשול', 'אתגר'],
  'client.seriousness': ['seriousness', 'רצינות'],
  'client.motivation': ['motivation', 'מוטיבציה'],
};

/** A header without case, punctuation and spaces. */
export const plainHeader = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '');

const fieldOf = new Map<string, ImportField>([
  ...importFields.map((field) => [plainHeader(field), field] as const),
  ...clientFields.map((field) => [plainHeader(field), `client.${field}`] as const),
  ...importFields.flatMap((field) => (names[field] ?? []).map((name) => [plainHeader(name), field] as const)),
]);

/** Headers that begin with a column's usual name, e.g. `Phone 2` or `phone (mobile)`; tried when the exact name is not used. */
const beginnings: readonly [string, ImportField][] = [
  ['phone', 'phone'],
  ['mobile', 'phone'],
  ['whatsapp', 'phone'],
  ['טלפון', 'phone'],
  ['נייד', 'phone'],
  ['email', 'email'],
];

/**
 * @param columns unique column names
 * @param preview the first rows
 * @param country the tenant's, for reading phones
 * @returns a target for every column in the form that starting the import accepts: each field once, '' for what is left out
 */
export function suggestMapping(
  columns: readonly string[],
  preview: readonly string[][],
  country: string,
): ImportMapping {
  const used = new Set<ImportField>();
  const chosen = new Map<string, ImportField>();
  const choose = (column: string, field: ImportField | undefined) => {
    if (!field || used.has(field) || chosen.has(column)) return;
    used.add(field);
    chosen.set(column, field);
  };
  for (const column of columns) choose(column, fieldOf.get(plainHeader(column)));
  for (const column of columns)
    choose(column, beginnings.find(([start]) => plainHeader(column).startsWith(start))?.[1]);
  const cellsOf = (index: number) => preview.map((row) => row[index]?.trim() ?? '').filter(Boolean);
  const mostly = (cells: readonly string[], test: (cell: string) => boolean) =>
    cells.length > 0 && cells.filter(test).length / cells.length >= 0.7;
  columns.forEach((column, index) => {
    const cells = cellsOf(index);
    if (mostly(cells, (cell) => cell.replace(/\D/g, '').length >= 8 && parsePhone(cell, country) !== undefined))
      choose(column, 'phone');
    else if (mostly(cells, (cell) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell))) choose(column, 'email');
  });
  return Object.fromEntries(columns.map((column) => [column, chosen.get(column) ?? '']));
}
