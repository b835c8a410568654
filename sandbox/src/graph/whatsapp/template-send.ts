// Sending a template: it must exist, be approved, and get exactly the parameters it was approved with.
import { type Body, isObject, readText } from '../request';
import { require, requireObject } from './checks';
import { refuseCode } from './codes';
import { findVariables, type Template, type TemplateComponent } from './template';

const RENDERED_LENGTH = 1_024;
const MEDIA_FORMATS = ['IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'];

/**
 * @returns the template and its rendered body
 * @throws GraphRefusal 132001 unknown or not approved, 132015 paused, 132016 disabled, 132000 count, 132012 format, 132005 length
 */
export function checkTemplate(templates: Map<string, Template>, given: Body): { template: Template; text: string } {
  const template = findTemplate(templates, given);
  const components = Array.isArray(given.components) ? given.components.filter(isObject) : [];
  const ofType = (type: string) => components.filter((one) => String(one.type).toUpperCase() === type);
  const has = (type: string) => template.components.find((one) => one.type.toUpperCase() === type);
  checkHeader(template, has('HEADER'), ofType('HEADER')[0]);
  const body = has('BODY');
  const values = readTexts(template, findVariables(body?.text ?? ''), ofType('BODY')[0], 'body');
  const text = (body?.text ?? '').replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => values.get(name) ?? '');
  if ([...text].length > RENDERED_LENGTH) throw refuseCode(132005, `body: ${[...text].length} characters`);
  checkButtons(has('BUTTONS'), ofType('BUTTON'));
  return { template, text };
}

function findTemplate(templates: Map<string, Template>, given: Body): Template {
  const name = readText(given, 'name') ?? '';
  const code = readText(requireObject(given, 'language', 'template.language'), 'code') ?? '';
  const template = [...templates.values()].find((one) => one.name === name && one.language === code);
  if (template?.status === 'PAUSED') throw refuseCode(132015, `template ${name} (${code}) is paused`);
  if (template?.status === 'DISABLED') throw refuseCode(132016, `template ${name} (${code}) is disabled`);
  if (template?.status === 'APPROVED') return template;
  throw refuseCode(132001, `template name (${name}) does not exist in ${code}`);
}

function parametersOf(component: Body | undefined): Body[] {
  return Array.isArray(component?.parameters) ? component.parameters.filter(isObject) : [];
}

function refuseCount(place: string, given: number, expected: number) {
  return refuseCode(
    132000,
    `${place}: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
  );
}

/** The texts by variable. */
function readTexts(template: Template, variables: string[], component: Body | undefined, place: string) {
  const parameters = parametersOf(component);
  if (parameters.length !== variables.length) throw refuseCount(place, parameters.length, variables.length);
  const values = new Map<string, string>();
  parameters.forEach((parameter, index) => {
    const isNamed = template.parameterFormat === 'NAMED';
    const variable = isNamed ? readText(parameter, 'parameter_name') : variables[index];
    if (variable === undefined || !variables.includes(variable))
      throw refuseFormat(`${place}: parameter name is missing or unknown`);
    values.set(variable, readParameter(parameter, place));
  });
  if (values.size !== variables.length) throw refuseCount(place, values.size, variables.length);
  return values;
}

function readParameter(parameter: Body, place: string): string {
  const { type } = parameter;
  if (type === 'currency' || type === 'date_time') {
    const value = parameter[type];
    const text = isObject(value) ? readText(value, 'fallback_value') : undefined;
    if (text === undefined) throw refuseFormat(`${place}: ${type} without fallback_value`);
    return text;
  }
  const text = type === 'text' ? readText(parameter, 'text') : undefined;
  if (text === undefined) throw refuseFormat(`${place}: expected a text parameter, got ${String(type)}`);
  if (/[\n\t]| {5}/.test(text))
    throw refuseFormat(`${place}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces`);
  return text;
}

function checkHeader(template: Template, header: TemplateComponent | undefined, given: Body | undefined): void {
  const format = header?.format?.toUpperCase() ?? 'TEXT';
  if (!MEDIA_FORMATS.includes(format)) {
    readTexts(template, findVariables(header?.text ?? ''), given, 'header');
    return;
  }
  const parameters = parametersOf(given);
  if (parameters.length !== 1) throw refuseCount('header', parameters.length, 1);
  const kind = format.toLowerCase();
  if (parameters[0]?.type !== kind || !isObject(parameters[0][kind])) {
    throw refuseFormat(
      `header: Format mismatch, expected ${format}, received ${String(parameters[0]?.type).toUpperCase()}`,
    );
  }
}

function checkButtons(buttons: TemplateComponent | undefined, given: Body[]): void {
  const approved = buttons?.buttons ?? [];
  for (const component of given) {
    const index = Number(component.index);
    const button = approved[index];
    require(button !== undefined, `buttons: there is no button ${index}`);
    const [parameter] = parametersOf(component);
    const kind = { url: 'text', quick_reply: 'payload', copy_code: 'coupon_code' }[String(component.sub_type)];
    if (kind === undefined || readText(parameter ?? {}, kind) === undefined) {
      throw refuseFormat(`buttons: button ${index} of ${String(component.sub_type)} needs a parameter of type ${kind}`);
    }
  }
  approved.forEach((button, index) => {
    const needs = findVariables(button.url ?? '').length > 0 || button.type === 'COPY_CODE' || button.type === 'OTP';
    const has = given.some((component) => Number(component.index) === index);
    if (needs && !has)
      throw refuseCount(`buttons: button at index ${index} of type ${button.type} requires a parameter`, 0, 1);
  });
}

function refuseFormat(details: string) {
  return refuseCode(132012, details);
}
