// A message's words, its web addresses made into links that tell the other site nothing about where they were pressed.
import { useMemo } from 'react';
import { linkify } from './linkify';

export function LinkedText({ text }: { text: string }) {
  const parts = useMemo(() => linkify(text), [text]);
  return parts.map((part, index) =>
    part.type === 'text' ? (
      part.text
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
        key={index}
        href={part.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent-text underline decoration-1 underline-offset-2 hover:decoration-2"
      >
        <bdi dir="ltr">{part.text}</bdi>
      </a>
    ),
  );
}
