// The inbox as a person finds it: rows, the open chat, its messages and its composer, by the names that are read aloud.
import type { Locator, Page } from '@playwright/test';
import { expect } from './test';
import type { Words } from './words';

/** The inbox on screen, in a language. */
export interface InboxPage {
  page: Page;
  t: Words;
}

export const rowsOf = ({ page, t }: InboxPage): Locator =>
  page.getByRole('list', { name: t('inbox:list.label') }).getByRole('link');

export const rowOf = ({ page, t }: InboxPage, name: string): Locator =>
  page.getByRole('list', { name: t('inbox:list.label') }).getByRole('link', { name });

export const composerOf = ({ page, t }: InboxPage, name: string): Locator =>
  page.getByRole('textbox', { name: t('inbox:composer.label', { name }) });

/** The button under the field, not the one for later. */
export const sendButton = ({ page, t }: InboxPage): Locator =>
  page.getByRole('main').getByRole('button', { name: t('inbox:composer.send'), exact: true });

export const threadOf = ({ page, t }: InboxPage, name: string): Locator =>
  page.getByRole('region', { name: t('inbox:thread.label', { name }) });

/** A message of the open chat that holds these words. */
export const messageOf = ({ page }: InboxPage, words: string): Locator =>
  page.getByRole('log').getByRole('article').filter({ hasText: words });

/** The tick of a message, by how far it came. */
export const tickOf = (inbox: InboxPage, message: Locator, state: string): Locator =>
  message.getByRole('img', { name: inbox.t(`messageStates.${state}`), exact: true });

/** Opens a chat from the list by pointer and waits until it can be answered. */
export async function openChat(inbox: InboxPage, name: string): Promise<Locator> {
  await expect(rowOf(inbox, name)).toBeVisible();
  await rowOf(inbox, name).click();
  const composer = composerOf(inbox, name);
  await expect(composer).toBeVisible();
  return composer;
}

/** Writes and sends with Enter; the field is empty afterwards. */
export async function answer(inbox: InboxPage, name: string, words: string): Promise<Locator> {
  const composer = composerOf(inbox, name);
  await composer.fill(words);
  await composer.press('Enter');
  await expect(composer).toHaveValue('');
  const message = messageOf(inbox, words);
  await expect(message).toBeVisible();
  return message;
}

/** Brings the tools of a message up with the pointer. */
export async function toolsOf(message: Locator): Promise<Locator> {
  await message.hover();
  return message.locator('.msg-tools');
}
