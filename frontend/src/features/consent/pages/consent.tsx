// Consent: near misses to decide about, those decided, and the ledger of everything ever said.
import { useQuery } from '@tanstack/react-query';
import { Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { PageBar, SubBar } from '../../../ui/page-bar';
import { Tabs } from '../../../ui/tabs';
import { openReviewsQuery } from '../api';
import { Ledger } from '../ledger';
import { ReviewQueue } from '../review-queue';

const views = ['open', 'confirmed', 'dismissed', 'ledger'] as const;
type View = (typeof views)[number];

export default function ConsentPage() {
  const { t } = useTranslation('consent');
  const [params, setParams] = useSearchParams();
  const { data: open } = useQuery(openReviewsQuery);
  const view: View = views.find((one) => one === params.get('view')) ?? 'open';
  return (
    <>
      <PageBar
        title={t('title')}
        parent={{ label: t('common:nav.contacts'), to: '/contacts' }}
        actions={
          <Button variant="ghost" asChild>
            <Link to="/settings/consent">
              <Icon of={Settings2} className="-ms-0.5" />
              <span className="max-tablet:sr-only">{t('words')}</span>
            </Link>
          </Button>
        }
      />
      <SubBar>
        <Tabs<View>
          value={view}
          onChange={(next) => setParams(next === 'open' ? {} : { view: next })}
          label={t('views.label')}
          items={views.map((value) => ({
            value,
            label: t(`views.${value}`),
            ...(value === 'open' && open ? { count: open } : {}),
          }))}
        />
      </SubBar>
      {view === 'ledger' ? <Ledger /> : <ReviewQueue key={view} state={view} />}
    </>
  );
}
