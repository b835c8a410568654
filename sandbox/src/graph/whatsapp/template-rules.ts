// What a template must look like to be taken for review. Source: Meta's template rules.
import { refuse } from '../errors';
import { type Body, isObject, readText } from '../request';
import { findVariables, TEMPLATE_CATEGORIES, type TemplateCategory, type TemplateComponent } from './template';

const BODY_LENGTH = 1_024;
const SHORT_LENGTH = 60;
const BUTTON_LENGTH = 25;
const BUTTONS = 10;

/** The fields a template is made of. @throws GraphRefusal 100 with the reason in words */
export function readTemplate(body: Body) {
  const name = readText(body, 'name') ?? '';
  if (!/^[a-z0-9_]{1,512}$/.test(name))
    throw refuseTemplate('name may hold lower-case letters, digits and underscores only');
  const language = readText(body, 'language') ?? '';
  if (!/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/.test(language)) throw refuseTemplate('language is not a supported locale');
  const parameterFormat: 'NAMED' | 'POSITIONAL' =
    readText(body, 'parameter_format')?.toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL';
  return { name, language, parameterFormat, category: readCategory(body), components: readComponents(body) };
}

export function readCategory(body: Body): TemplateCategory {
  const category = TEMPLATE_CATEGORIES.find((one) => one === readText(body, 'category')?.toUpperCase());
  if (category === undefined) throw refuseTemplate(`category must be one of ${TEMPLATE_CATEGORIES.join(', ')}`);
  return category;
}

/** @throws GraphRefusal 100 when a component breaks a rule */
export function readComponents(body: Body): TemplateComponent[] {
  const given = Array.isArray(body.components) ? body.components.filter(isObject) : [];
  const components = given.map((one): TemplateComponent => ({ ...one, type: String(one.type).toUpperCase() }));
  const bodies = components.filter(({ type }) => type === 'BODY');
  if (bodies.length !== 1) throw refuseTemplate('exactly one BODY is required');
  for (const component of components) checkComponent(component);
  return components;
}

function checkComponent(component: TemplateComponent): void {
  const { type, text = '', buttons = [] } = component;
  const isShort = [...text].length <= SHORT_LENGTH;
  if (type === 'BODY') checkBody(component);
  else if (type === 'HEADER') checkHeader(component, isShort);
  else if (type === 'FOOTER') {
    if (!isShort || findVariables(text).length > 0) {
      throw refuseTemplate(`FOOTER has at most ${SHORT_LENGTH} characters and no variables`);
    }
  } else if (type !== 'BUTTONS') throw refuseTemplate(`component ${type} is not known`);
  else if (buttons.some(({ text: label = '' }) => label === '' || [...label].length > BUTTON_LENGTH))
    throw refuseTemplate(`a button's text has 1 to ${BUTTON_LENGTH} characters`);
  else if (buttons.length === 0 || buttons.length > BUTTONS)
    throw refuseTemplate(`BUTTONS holds 1 to ${BUTTONS} buttons`);
}

function checkBody({ text = '', example }: TemplateComponent): void {
  if ([...text].length > BODY_LENGTH) throw refuseTemplate(`BODY has more than ${BODY_LENGTH} characters`);
  if (/^\s*\{\{|\}\}\s*$/.test(text)) throw refuseTemplate('variables cannot be at the start or end of the body');
  if (/\}\}\s*\{\{/.test(text)) throw refuseTemplate('variables cannot touch each other');
  const count = findVariables(text).length;
  const words = text.replace(/\{\{[^}]*\}\}/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (count > 0 && words < count)
    throw refuse(100, 'Invalid parameter', {
      subcode: 2388293,
      userTitle: 'Template not accepted',
      userMessage: 'This template has too many variables for its length.',
    });
  if (count > 0 && example === undefined) throw refuseTemplate('BODY with variables needs an example');
}

function checkHeader({ text = '', format = 'TEXT', example }: TemplateComponent, isShort: boolean): void {
  if (!isShort) throw refuseTemplate(`HEADER has more than ${SHORT_LENGTH} characters`);
  if (findVariables(text).length > 1) throw refuseTemplate('HEADER takes one variable');
  const isMedia = ['IMAGE', 'VIDEO', 'DOCUMENT'].includes(format.toUpperCase());
  if (isMedia && text !== '') throw refuseTemplate('a media HEADER takes no text');
  if (isMedia && example === undefined) throw refuseWithoutSample(format.toUpperCase());
}

export function refuseTemplate(reason: string) {
  return refuse(100, 'Invalid parameter', { userTitle: 'Template not accepted', userMessage: reason });
}

export function refuseWithoutSample(format: string) {
  return refuse(100, 'Invalid parameter', {
    subcode: 2388273,
    userTitle: 'Message template is missing a sample',
    userMessage: `Templates with ${format} header type need an example/sample, but it was not provided.`,
  });
}
