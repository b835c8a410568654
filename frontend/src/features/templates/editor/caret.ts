// Where a character of a textarea stands on screen: browsers do not say, so a copy of the field is laid out and measured.

const copied = [
  'boxSizing',
  'inlineSize',
  'paddingBlockStart',
  'paddingBlockEnd',
  'paddingInlineStart',
  'paddingInlineEnd',
  'borderBlockStartWidth',
  'borderInlineStartWidth',
  'fontFamily',
  'fontSize',
  'fontWeight',
  'fontVariantNumeric',
  'lineHeight',
  'letterSpacing',
  'direction',
] as const;

/** The point under a character, in pixels from the field's top left corner. */
export function pointBelow(field: HTMLTextAreaElement, index: number): { x: number; y: number } {
  const style = getComputedStyle(field);
  const copy = document.createElement('div');
  for (const name of copied) copy.style[name] = style[name];
  Object.assign(copy.style, {
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
    insetBlockStart: '0',
  });
  const mark = document.createElement('span');
  mark.textContent = '\u200b';
  copy.append(field.value.slice(0, index), mark, field.value.slice(index) || ' ');
  document.body.append(copy);
  const outer = copy.getBoundingClientRect();
  const inner = mark.getBoundingClientRect();
  copy.remove();
  return { x: inner.left - outer.left, y: inner.bottom - outer.top - field.scrollTop };
}
