// Checks of a message body in WhatsApp's words: 131008 for what is missing, 131009 for what does not fit.
import { type Body, isObject } from '../request';
import { refuseCode } from './codes';

/** @throws GraphRefusal 131009 unless the condition holds */
export function require(condition: boolean, details: string): void {
  if (!condition) throw refuseCode(131009, details);
}

/** @throws GraphRefusal 131008 when it is missing, 131009 when it is not an object */
export function requireObject(body: Body, name: string, path = name): Body {
  const value = body[name];
  if (value === undefined || value === null) throw refuseCode(131008, `The parameter ${path} is required.`);
  if (!isObject(value)) throw refuseCode(131009, `${path} must be an object.`);
  return value;
}

/** @throws GraphRefusal 131008 when it is missing or empty, 131009 when it is longer than the most characters */
export function requireWords(body: Body, name: string, path: string, most: number): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw refuseCode(131008, `The parameter ${path} is required.`);
  require([...value].length <= most, `${path} has more than ${most} characters.`);
  return value;
}

/** Undefined when it is left out. @throws GraphRefusal 131009 when it is too long or not text */
export function readWords(body: Body, name: string, path: string, most: number): string | undefined {
  return body[name] === undefined ? undefined : requireWords(body, name, path, most);
}

/** @throws GraphRefusal 131008 when it is missing, 131009 when it has too many entries or one is not an object */
export function requireList(body: Body, name: string, path: string, most: number): Body[] {
  const value = body[name];
  if (!Array.isArray(value) || value.length === 0) throw refuseCode(131008, `The parameter ${path} is required.`);
  require(value.length <= most, `${path} has more than ${most} entries.`);
  const entries = value.filter(isObject);
  require(entries.length === value.length, `${path} must hold objects.`);
  return entries;
}

/** @throws GraphRefusal 131009 when two are the same */
export function requireUnique(values: string[], path: string): void {
  require(new Set(values).size === values.length, `${path} must be unique.`);
}
