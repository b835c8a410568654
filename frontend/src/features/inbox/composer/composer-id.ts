// Where the keyboard goes to write: the field of the composer, whichever form it has.
export const composerId = 'composer';

/** Gives it the keyboard. A draft that was just put back is continued at its end, not before it. */
export function focusComposer(): void {
  const field = document.getElementById(composerId);
  field?.focus();
  if (field instanceof HTMLTextAreaElement && field.selectionEnd === 0)
    field.setSelectionRange(field.value.length, field.value.length);
}

let wishedFor: string | null = null;

/** Somebody has opened this chat with the mouse: what is typed next is meant for it, not for the keys of the page. */
export function wishKeyboard(chatId: string): void {
  wishedFor = chatId;
}

/** Whether the composer of this chat, now that it is here, should take the keyboard. Asked once per wish. */
export function takesKeyboard(chatId: string): boolean {
  const wished = wishedFor === chatId;
  wishedFor = null;
  return wished;
}
