// Several lines of text that grow with what is written.
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlLook, useFieldControl } from './field';

export interface TextareaProps extends ComponentProps<'textarea'> {
  /** Highest before it scrolls, in lines. */
  maxLines?: number;
}

export function Textarea({ className, rows = 4, maxLines = 16, style, ...rest }: TextareaProps) {
  const wiring = useFieldControl();
  return (
    <span className={cn('flex w-full', controlLook, className)}>
      <textarea
        // An empty field has no direction of its own: its placeholder reads as the page does.
        dir={rest.value === '' ? undefined : 'auto'}
        rows={rows}
        {...wiring}
        {...rest}
        style={{ maxBlockSize: `${maxLines * 1.45 + 1}em`, ...style }}
        className="field-sizing-content min-h-16 w-full resize-none bg-transparent px-2.5 py-1.5 leading-base outline-none focus-visible:shadow-none"
      />
    </span>
  );
}
