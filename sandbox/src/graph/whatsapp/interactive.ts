// Interactive messages: reply buttons, lists and a link button, with the limits WhatsApp sets them.
import type { Body } from '../request';
import { readWords, require, requireList, requireObject, requireUnique, requireWords } from './checks';
import { refuseCode } from './codes';

const BODY_LENGTH = 1_024;
const LIST_BODY_LENGTH = 4_096;
const FOOTER_LENGTH = 60;
const HEADER_LENGTH = 60;
const BUTTONS = 3;
const BUTTON_TITLE_LENGTH = 20;
const ID_LENGTH = 256;
const ROWS = 10;
const ROW_TITLE_LENGTH = 24;
const ROW_DESCRIPTION_LENGTH = 72;

/** @returns the body's text @throws GraphRefusal 131008 or 131009 */
export function checkInteractive(interactive: Body): string {
  const { type } = interactive;
  const isList = type === 'list';
  const body = requireObject(interactive, 'body', 'interactive.body');
  const text = requireWords(body, 'text', 'interactive.body.text', isList ? LIST_BODY_LENGTH : BODY_LENGTH);
  if (interactive.footer !== undefined) {
    requireWords(requireObject(interactive, 'footer'), 'text', 'interactive.footer.text', FOOTER_LENGTH);
  }
  if (interactive.header !== undefined) checkHeader(requireObject(interactive, 'header'), isList);
  const action = requireObject(interactive, 'action', 'interactive.action');
  if (type === 'button') checkButtons(action);
  else if (isList) checkList(action);
  else if (type === 'cta_url') checkLink(action);
  else throw refuseCode(131009, 'interactive.type must be one of button, list, cta_url.');
  return text;
}

function checkHeader(header: Body, isList: boolean): void {
  if (header.type === 'text') requireWords(header, 'text', 'interactive.header.text', HEADER_LENGTH);
  else {
    require(!isList &&
      ['image', 'video', 'document'].includes(String(header.type)), 'interactive.header.type is wrong.');
    requireObject(header, String(header.type));
  }
}

function checkButtons(action: Body): void {
  const path = 'interactive.action.buttons';
  const replies = requireList(action, 'buttons', path, BUTTONS).map((button) => {
    require(button.type === 'reply', `${path}.type must be reply.`);
    return requireObject(button, 'reply', `${path}.reply`);
  });
  requireUnique(
    replies.map((reply) => requireWords(reply, 'id', `${path}.reply.id`, ID_LENGTH)),
    `${path}.reply.id`,
  );
  requireUnique(
    replies.map((reply) => requireWords(reply, 'title', `${path}.reply.title`, BUTTON_TITLE_LENGTH)),
    `${path}.reply.title`,
  );
}

function checkList(action: Body): void {
  requireWords(action, 'button', 'interactive.action.button', BUTTON_TITLE_LENGTH);
  const path = 'interactive.action.sections';
  const sections = requireList(action, 'sections', path, ROWS);
  const rows = sections.flatMap((section) => {
    if (sections.length > 1) requireWords(section, 'title', `${path}.title`, ROW_TITLE_LENGTH);
    return requireList(section, 'rows', `${path}.rows`, ROWS);
  });
  require(rows.length <= ROWS, `${path} has more than ${ROWS} rows in total.`);
  for (const row of rows) {
    requireWords(row, 'title', `${path}.rows.title`, ROW_TITLE_LENGTH);
    readWords(row, 'description', `${path}.rows.description`, ROW_DESCRIPTION_LENGTH);
  }
  requireUnique(
    rows.map((row) => requireWords(row, 'id', `${path}.rows.id`, ID_LENGTH)),
    `${path}.rows.id`,
  );
}

function checkLink(action: Body): void {
  require(action.name === 'cta_url', 'interactive.action.name must be cta_url.');
  const parameters = requireObject(action, 'parameters', 'interactive.action.parameters');
  requireWords(parameters, 'display_text', 'interactive.action.parameters.display_text', BUTTON_TITLE_LENGTH);
  const url = requireWords(parameters, 'url', 'interactive.action.parameters.url', 2_000);
  require(URL.canParse(url), 'interactive.action.parameters.url must be an address.');
}
