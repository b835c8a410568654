// A place to drop a file, which is also a button that opens the file chooser.
import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useId, useState } from 'react';
import { cn } from './cn';
import { Icon } from './icon';

export interface FileDropProps {
  /** As in `<input accept>`: ".csv,text/csv". */
  accept: string;
  title: ReactNode;
  /** Formats and limits, in words. */
  help?: ReactNode;
  multiple?: boolean;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
  className?: string;
}

export function FileDrop({ accept, title, help, multiple, disabled, onFiles, className }: FileDropProps) {
  const id = useId();
  const [over, setOver] = useState(false);

  function take(list: FileList | null) {
    const files = [...(list ?? [])];
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
  }

  function dropped(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (!disabled) take(event.dataTransfer.files);
  }

  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
      className={cn(
        'grid cursor-pointer justify-items-center gap-0.5 rounded-md border border-dashed border-line-control px-5 py-10 text-center transition-colors hover:bg-sunken has-focus-visible:border-focus has-focus-visible:shadow-focus',
        over && 'border-solid border-focus bg-accent-soft',
        disabled && 'cursor-not-allowed text-ink-disabled',
        className,
      )}
    >
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        className="sr-only"
        onChange={(event) => {
          take(event.target.files);
          // The same file chosen again must count as a new choice.
          event.target.value = '';
        }}
      />
      <Icon of={FileUp} size={22} className="mb-2 stroke-[1.5] text-ink-muted" />
      <span className="text-14 font-semibold">{title}</span>
      {help && <span className="text-13 text-ink-muted">{help}</span>}
    </label>
  );
}
