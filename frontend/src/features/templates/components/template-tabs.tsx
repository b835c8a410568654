// The views of the templates: everything, one's own, the team's, what waits for approval, and Meta's.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCan } from '../../../lib/session';
import { Tabs } from '../../../ui/tabs';
import { templateSettingsQuery } from '../api';

export const templateViews = ['all', 'mine', 'team', 'approval', 'whatsapp'] as const;
export type TemplateView = (typeof templateViews)[number];

export function TemplateTabs({ view }: { view: TemplateView }) {
  const { t } = useTranslation('templates');
  const navigate = useNavigate();
  const decides = useCan('templates.manageGlobal');
  const { data: settings } = useQuery({ ...templateSettingsQuery, enabled: decides });
  const views = templateViews.filter((one) => decides || one !== 'approval');
  return (
    <Tabs
      label={t('list.scope')}
      value={view}
      onChange={(next) => void navigate(addressOf(next))}
      items={views.map((value) => ({
        value,
        label: t(`views.${value}`),
        ...(value === 'approval' && settings?.waiting ? { count: settings.waiting } : {}),
      }))}
    />
  );
}

function addressOf(view: TemplateView): string {
  if (view === 'whatsapp') return '/templates/whatsapp';
  return view === 'all' ? '/templates' : `/templates?view=${view}`;
}
