// Deciding about near misses: what is decided leaves the list at once, so that the next one can follow; a refusal brings it back. A dismissal can
// be taken back; whoever was opted out was told so, and is opted in on their own page.
import type { ConsentReview } from '@parley/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { notify, notifyError, notifyInfo, notifyUndo } from '../../ui/toast';
import { useDecide, useDecideMany, useReopen } from './api';

export interface Decisions {
  /** Those that have left the list. */
  decided: ReadonlySet<string>;
  take: (review: ConsentReview, confirmed: boolean) => Promise<void>;
  takeMany: (reviews: readonly ConsentReview[], confirmed: boolean) => Promise<void>;
  busy: boolean;
}

export function useDecisions(): Decisions {
  const { t } = useTranslation('consent');
  const one = useDecide();
  const many = useDecideMany();
  const reopen = useReopen();
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const hide = (ids: readonly string[]) => setDecided((now) => new Set([...now, ...ids]));
  const bring = (ids: readonly string[]) => setDecided((now) => new Set([...now].filter((id) => !ids.includes(id))));

  async function takeBack(ids: string[]) {
    try {
      const reopened = await reopen.mutateAsync(ids);
      bring(reopened);
      if (reopened.length < ids.length) notifyInfo(t('undo.some', { count: ids.length - reopened.length }));
    } catch (error) {
      notifyError(sayError(t, error));
    }
  }

  function sayDismissed(said: string, ids: string[]) {
    notifyUndo(said, { label: t('common:actions.undo'), run: () => void takeBack(ids) });
  }

  async function take({ id, guess, contactName }: ConsentReview, confirmed: boolean) {
    hide([id]);
    try {
      await one.mutateAsync({ id, decision: confirmed ? guess : 'dismiss' });
      if (confirmed) notify(t(`done.${guess}`, { name: contactName }));
      else sayDismissed(t('done.dismiss', { name: contactName }), [id]);
    } catch (error) {
      bring([id]);
      notifyError(sayError(t, error));
    }
  }

  async function takeMany(reviews: readonly ConsentReview[], confirmed: boolean) {
    const ids = reviews.map(({ id }) => id);
    hide(ids);
    try {
      const done = await many.mutateAsync({ ids, decision: confirmed ? 'confirm' : 'dismiss' });
      const others = ids.length - done.length;
      if (others > 0) notifyInfo(t('many.others', { count: others }));
      if (done.length === 0) return;
      if (confirmed) notify(t('many.confirmed', { count: done.length }));
      else sayDismissed(t('many.dismissed', { count: done.length }), done);
    } catch (error) {
      bring(ids);
      notifyError(sayError(t, error));
    }
  }

  return { decided, take, takeMany, busy: many.isPending };
}
