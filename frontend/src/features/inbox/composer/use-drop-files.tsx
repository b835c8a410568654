// Files may be dropped anywhere over the conversation, not only on the field.
import { Paperclip } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icon';

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/**
 * Listens on the section around `inside`.
 * @returns what to render: nothing, or the invitation to let go
 */
export function useDropFiles(inside: RefObject<HTMLElement | null>, onFiles: (files: File[]) => void) {
  const [area, setArea] = useState<DOMRect | null>(null);
  const take = useRef(onFiles);
  take.current = onFiles;

  useEffect(() => {
    const section = inside.current?.closest('section');
    if (!section) return;
    // Entering a child is told before leaving its parent: only the balance says whether the pointer is inside.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setArea(section.getBoundingClientRect());
    };
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setArea(null);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setArea(null);
      take.current([...(event.dataTransfer?.files ?? [])]);
    };
    section.addEventListener('dragenter', enter);
    section.addEventListener('dragover', over);
    section.addEventListener('dragleave', leave);
    section.addEventListener('drop', drop);
    return () => {
      section.removeEventListener('dragenter', enter);
      section.removeEventListener('dragover', over);
      section.removeEventListener('dragleave', leave);
      section.removeEventListener('drop', drop);
    };
  }, [inside]);

  return area && <DropHere area={area} />;
}

function DropHere({ area }: { area: DOMRect }) {
  const { t } = useTranslation('inbox');
  const { top, left, width, height } = area;
  return createPortal(
    <div
      className="pointer-events-none fixed z-30 grid animate-fade place-items-center p-3"
      // A place measured on the screen, whatever the direction of writing.
      style={{ top, left, width, height }}
    >
      <div className="absolute inset-0 bg-surface opacity-80" />
      <p className="relative grid size-full place-content-center justify-items-center gap-2 rounded-lg border-2 border-dashed border-accent-line font-medium text-accent-text">
        <Icon of={Paperclip} size={20} />
        {t('attach.dropHere')}
      </p>
    </div>,
    document.body,
  );
}
