// What can be done with the chosen rows; floats above the table's foot.
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button';

export interface BulkBarProps {
  /** "12 chosen". */
  label: ReactNode;
  onClear: () => void;
  children: ReactNode;
}

/** Place inside a `relative` pane; shows nothing by itself: render it only while something is chosen. */
export function BulkBar({ label, onClear, children }: BulkBarProps) {
  const { t } = useTranslation();
  return (
    <div
      role="toolbar"
      className="absolute inset-x-0 bottom-[52px] z-3 mx-auto flex w-max max-w-[calc(100%-32px)] animate-rise items-center gap-0.5 overflow-x-auto rounded-[10px] bg-raised p-1.5 ps-3.5 text-13 shadow-pop max-tablet:bottom-16"
    >
      <b className="me-2 whitespace-nowrap">{label}</b>
      {children}
      <IconButton icon={X} label={t('actions.clearSelection')} onClick={onClear} />
    </div>
  );
}
