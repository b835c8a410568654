// A part of a settings page: what it is about at the start, its fields beside it; one under the other on a phone.
import type { ReactNode } from 'react';

export interface FormSectionProps {
  title: ReactNode;
  help?: ReactNode;
  children: ReactNode;
}

export function FormSection({ title, help, children }: FormSectionProps) {
  return (
    <section className="grid gap-x-8 gap-y-4 border-line px-6 py-6 not-first:border-t desktop:grid-cols-[220px_minmax(0,480px)] max-tablet:px-4">
      <header>
        <h2 className="text-14 font-semibold">{title}</h2>
        {help && <p className="mt-0.5 text-13 text-pretty text-ink-muted">{help}</p>}
      </header>
      <div className="grid content-start gap-4">{children}</div>
    </section>
  );
}
