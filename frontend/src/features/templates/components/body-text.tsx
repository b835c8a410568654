// The text of a template with its variables marked, so that they are seen at a glance.
import { cutBody } from '../body';

export function BodyText({ body }: { body: string }) {
  let at = 0;
  return cutBody(body).map((part) => {
    const key = at;
    at += part.text.length;
    if (part.kind !== 'variable') return <span key={key}>{part.text}</span>;
    return (
      <bdi key={key} dir="ltr" className="rounded-xs bg-accent-soft px-1 text-accent-text">
        {part.key}
      </bdi>
    );
  });
}
