// The foot of a table: which rows these are, and the way to the others.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format';
import { cn } from './cn';
import { IconButton } from './icon-button';

export interface PaginationProps {
  /** From 1. */
  page: number;
  limit: number;
  total: number;
  onPage: (page: number) => void;
  /** At the start, instead of the row numbers. */
  summary?: ReactNode;
  className?: string;
}

export function Pagination({ page, limit, total, onPage, summary, className }: PaginationProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const pages = Math.max(1, Math.ceil(total / limit));
  const from = total === 0 ? 0 : (page - 1) * limit + 1;
  const to = Math.min(page * limit, total);
  return (
    <nav
      aria-label={t('pagination.label')}
      className={cn(
        'flex h-[38px] flex-none items-center justify-between gap-3 border-t border-line bg-surface ps-6 pe-4 text-12 text-ink-muted max-tablet:h-12 max-tablet:ps-4 max-tablet:pe-2',
        className,
      )}
    >
      <span className="tabular" aria-live="polite">
        {summary ??
          t('pagination.range', { from: format.number(from), to: format.number(to), total: format.number(total) })}
      </span>
      <span className="flex items-center gap-1">
        <IconButton
          icon={ChevronLeft}
          flip
          label={t('pagination.previous')}
          disabled={page <= 1}
          onClick={() => onPage(page - 1)}
        />
        <span className="tabular">
          {t('pagination.page', { page: format.number(page), pages: format.number(pages) })}
        </span>
        <IconButton
          icon={ChevronRight}
          flip
          label={t('pagination.next')}
          disabled={page >= pages}
          onClick={() => onPage(page + 1)}
        />
      </span>
    </nav>
  );
}
