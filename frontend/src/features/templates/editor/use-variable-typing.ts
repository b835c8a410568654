// The picker that opens at the caret when a brace is typed: what is typed, which variable is meant, and putting it in.
import type { TemplateParameter } from '@parley/contract';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { insertParameter, matchParameters, typingAt } from '../body';
import { pointBelow } from './caret';
import { useParameterName } from './variable-list';

interface VariableTypingOptions {
  body: string;
  onChange: (body: string) => void;
  parameters: readonly TemplateParameter[];
  field: RefObject<HTMLTextAreaElement | null>;
}

interface Open {
  from: number;
  query: string;
  at: { x: number; y: number };
}

export function useVariableTyping({ body, onChange, parameters, field }: VariableTypingOptions) {
  const nameOf = useParameterName();
  const [open, setOpen] = useState<Open | null>(null);
  const [active, setActive] = useState(0);
  // Escape closes the list for this brace; it opens again at the next one.
  const dismissed = useRef<number | null>(null);
  const caretAfter = useRef<number | null>(null);
  const matches = open ? matchParameters(parameters, open.query, nameOf) : [];

  useLayoutEffect(() => {
    const caret = caretAfter.current;
    if (caret === null || !field.current) return;
    caretAfter.current = null;
    field.current.focus();
    field.current.setSelectionRange(caret, caret);
  });

  /** Looks at the caret: opens, follows or closes the list. */
  function look() {
    const area = field.current;
    if (!area || area.selectionStart !== area.selectionEnd) return setOpen(null);
    const typing = typingAt(area.value, area.selectionStart);
    if (!typing) dismissed.current = null;
    if (!typing || typing.from === dismissed.current) return setOpen(null);
    if (typing.query !== open?.query) setActive(0);
    setOpen({ ...typing, at: pointBelow(area, typing.from) });
  }

  /** Changes the body and says where the caret stands afterwards. */
  function write(next: { body: string; caret: number }) {
    caretAfter.current = next.caret;
    onChange(next.body);
    setOpen(null);
  }

  function choose(parameter: TemplateParameter) {
    write(insertParameter(body, field.current?.selectionStart ?? body.length, parameter.syntax));
  }

  function handleKey(event: KeyboardEvent) {
    if (!open || event.nativeEvent.isComposing) return;
    const chosen = matches[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (matches.length > 0) setActive((active + step + matches.length) % matches.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && chosen && !event.metaKey && !event.ctrlKey)
      choose(chosen);
    else if (event.key === 'Escape') {
      dismissed.current = open.from;
      setOpen(null);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  /** Opens the list from a button, as if two braces had been typed. */
  function start() {
    const caret = field.current?.selectionStart ?? body.length;
    dismissed.current = null;
    caretAfter.current = caret + 2;
    onChange(`${body.slice(0, caret)}{{${body.slice(caret)}`);
    requestAnimationFrame(look);
  }

  return { open, matches, active, setActive, look, choose, write, handleKey, start, close: () => setOpen(null) };
}
