// Body checks in the words of Evolution's JSON-schema validator.

/** What one field must be; `description` replaces the validator's own words when the field is wrong. */
export interface Field {
  type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  required?: boolean;
  description?: string;
  oneOf?: readonly string[];
}

export type Body = Record<string, unknown>;

/** Fields every send knows. */
export const SEND_FIELDS = {
  number: { type: 'string', required: true, description: 'Invalid format' },
  delay: { type: 'integer', description: 'Enter a value in milliseconds' },
  quoted: { type: 'object' },
  mentionsEveryOne: { type: 'boolean' },
  mentioned: { type: 'array' },
} as const satisfies Record<string, Field>;

/** Anything that is not a JSON object counts as an empty one, as it does in Evolution. */
export function toBody(body: unknown): Body {
  return isObject(body) ? body : {};
}

export function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The faults of a body, empty when it fits. */
export function findFaults(body: Body, fields: Record<string, Field>): string[] {
  const faults: string[] = [];
  for (const name in fields) {
    const field = fields[name];
    const value = body[name];
    if (field === undefined) continue;
    if (value === undefined) {
      if (field.required) faults.push(`instance requires property "${name}"`);
    } else if (!hasType(value, field.type)) {
      faults.push(field.description ?? `${name} is not of a type(s) ${field.type}`);
    } else if (field.oneOf && !field.oneOf.includes(String(value))) {
      faults.push(`${name} is not one of enum values: ${field.oneOf.join(',')}`);
    }
  }
  return faults;
}

/** The value when it is a string, otherwise the fallback. */
export function readText(body: Body, name: string, fallback = ''): string {
  const value = body[name];
  return typeof value === 'string' ? value : fallback;
}

function hasType(value: unknown, type: Field['type']): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return typeof value === type;
}
