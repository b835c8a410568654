// What the templates screens do when something happens elsewhere, and what a writer is told of a submission wherever they are.
import i18next from 'i18next';
import { loadNamespaces } from '../../lib/i18n';
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import { notify, notifyInfo } from '../../ui/toast';
import { templatesKey } from './api';
import { metaTemplatesKey } from './meta/api';

export const templatesLive: LiveHandlers = {
  'templates.changed': (_frame, queryClient) => invalidateSoon(queryClient, templatesKey),
  'provider_templates.changed': (_frame, queryClient) => invalidateSoon(queryClient, metaTemplatesKey),
  'template.decided': ({ data: { name, decision, reason } }, queryClient) => {
    invalidateSoon(queryClient, templatesKey);
    // The words of these screens may not be here yet.
    void loadNamespaces('templates').then(() => {
      const say = i18next.getFixedT(null, 'templates');
      if (decision === 'approved') notify(say('approval.toastApproved', { name }));
      else notifyInfo(say('approval.toastRejected', { name }), { description: reason });
    });
  },
};
