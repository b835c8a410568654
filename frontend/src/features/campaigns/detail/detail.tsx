// One campaign, live: its head with the verbs, the numbers, and the people.
import type { Campaign } from '@parley/contract';
import { Download, Ellipsis, Pause, Play, RefreshCw, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type Shortcut, useShortcuts } from '../../../lib/shortcuts';
import { Button } from '../../../ui/button';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem } from '../../../ui/menu';
import { PageBar } from '../../../ui/page-bar';
import { CampaignStatus } from '../campaign-status';
import { type RecipientTab, recipientTabs } from '../recipients';
import { useVerbs, type Verbs } from '../use-verbs';
import { MessageSection } from './message-section';
import { PaceNote } from './pace-note';
import { RecipientList } from './recipient-list';
import { StatusNote } from './status-note';
import { OutcomeSection, ProgressSection } from './top-band';
import { VariantsSection } from './variants-section';

export function CampaignDetail({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const verbs = useVerbs(campaign, () => void navigate('/campaigns'));
  const tab = recipientTabs.find((one) => one === params.get('tab')) ?? 'all';
  const setTab = (next: RecipientTab) => setParams(next === 'all' ? {} : { tab: next }, { replace: true });
  useVerbShortcuts(campaign, verbs, tab, setTab);

  return (
    <>
      <PageBar
        title={<bdi>{campaign.name}</bdi>}
        parent={{ label: t('common:nav.campaigns'), to: '/campaigns' }}
        aside={<CampaignStatus status={campaign.status} size="md" />}
        actions={<Actions campaign={campaign} verbs={verbs} tab={tab} />}
      />
      <div className="flex min-h-0 flex-1 flex-col max-tablet:overflow-y-auto">
        <StatusNote campaign={campaign} verbs={verbs} onFailed={() => setTab('failed')} />
        <PaceNote campaign={campaign} />
        <div className="grid flex-none grid-cols-[300px_minmax(0,1fr)_340px] border-b border-line max-wide:grid-cols-[300px_minmax(0,1fr)] max-tablet:grid-cols-1">
          <ProgressSection campaign={campaign} />
          <OutcomeSection campaign={campaign} />
          <MessageSection campaign={campaign} />
        </div>
        <VariantsSection campaign={campaign} />
        <RecipientList campaign={campaign} tab={tab} onTab={setTab} verbs={verbs} />
      </div>
      {verbs.dialogs}
    </>
  );
}

function useVerbShortcuts(campaign: Campaign, verbs: Verbs, tab: RecipientTab, setTab: (tab: RecipientTab) => void) {
  const { t } = useTranslation('campaigns');
  const { abilities } = campaign;
  const group = campaign.name;
  const move = (by: 1 | -1) => {
    const next = recipientTabs[recipientTabs.indexOf(tab) + by];
    if (next) setTab(next);
  };
  const offered: (Shortcut & { when: boolean })[] = [
    { keys: 'p', label: t('verbs.pause'), group, run: () => verbs.run('pause'), when: abilities.pause },
    { keys: 'p', label: t('verbs.resume'), group, run: () => verbs.run('resume'), when: abilities.resume },
    { keys: 'x', label: t('verbs.cancelCampaign'), group, run: verbs.askCancel, when: abilities.cancel },
    {
      keys: 'r',
      label: t('verbs.retryFailed'),
      group,
      run: () => verbs.run('retryFailed'),
      when: abilities.retryFailed,
    },
    {
      keys: 'e',
      label: t('verbs.export'),
      group,
      run: () => verbs.exportCsv({ tab }),
      when: campaign.status !== 'draft',
    },
    { keys: '[', label: t('recipients.previousTab'), group, run: () => move(-1), when: true },
    { keys: ']', label: t('recipients.nextTab'), group, run: () => move(1), when: true },
  ];
  useShortcuts(offered.filter((one) => one.when));
}

function Actions({ campaign, verbs, tab }: { campaign: Campaign; verbs: Verbs; tab: RecipientTab }) {
  const { t } = useTranslation('campaigns');
  const { abilities, status, id } = campaign;
  const exportable = status !== 'draft';
  return (
    <>
      <span className="flex items-center gap-2 max-tablet:hidden">
        {exportable && (
          <Button
            variant="ghost"
            icon={Download}
            busy={verbs.busy === 'export'}
            onClick={() => verbs.exportCsv({ tab })}
          >
            {t('verbs.export')}
          </Button>
        )}
        {abilities.retryFailed && (
          <Button
            icon={RefreshCw}
            shortcut="r"
            busy={verbs.busy === 'retryFailed'}
            onClick={() => verbs.run('retryFailed')}
          >
            {t('verbs.retryFailed')}
          </Button>
        )}
        {abilities.cancel && (
          <Button variant="danger" icon={X} onClick={verbs.askCancel}>
            {t('verbs.cancel')}
          </Button>
        )}
        {abilities.remove && (
          <Button variant="danger" icon={Trash2} onClick={verbs.askRemove}>
            {t('verbs.remove')}
          </Button>
        )}
      </span>
      {abilities.edit && (
        <Button variant="primary" asChild>
          <Link to={`/campaigns/new?draft=${id}`}>{t('verbs.continue')}</Link>
        </Button>
      )}
      {abilities.pause && (
        <Button
          variant="primary"
          icon={Pause}
          shortcut="p"
          busy={verbs.busy === 'pause'}
          onClick={() => verbs.run('pause')}
        >
          {t('verbs.pause')}
        </Button>
      )}
      {abilities.resume && (
        <Button
          variant="primary"
          icon={Play}
          flipIcon
          shortcut="p"
          busy={verbs.busy === 'resume'}
          onClick={() => verbs.run('resume')}
        >
          {t('verbs.resume')}
        </Button>
      )}
      {(exportable || abilities.remove) && (
        <Menu
          trigger={<IconButton icon={Ellipsis} label={t('common:actions.moreActions')} className="tablet:hidden" />}
        >
          {exportable && (
            <MenuItem icon={Download} onSelect={() => verbs.exportCsv({ tab })}>
              {t('verbs.export')}
            </MenuItem>
          )}
          {abilities.retryFailed && (
            <MenuItem icon={RefreshCw} onSelect={() => verbs.run('retryFailed')}>
              {t('verbs.retryFailed')}
            </MenuItem>
          )}
          {abilities.cancel && (
            <MenuItem icon={X} danger onSelect={verbs.askCancel}>
              {t('verbs.cancel')}
            </MenuItem>
          )}
          {abilities.remove && (
            <MenuItem icon={Trash2} danger onSelect={verbs.askRemove}>
              {t('verbs.remove')}
            </MenuItem>
          )}
        </Menu>
      )}
    </>
  );
}
