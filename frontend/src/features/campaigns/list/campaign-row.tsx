// One campaign in the list: what, how far, how fast, and the verbs it allows now.
import type { Campaign } from '@parley/contract';
import { Copy, Download, Ellipsis, Pause, PenLine, Play, RefreshCw, Trash2, X } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { sayPace } from '../../../lib/campaign-words';
import { useFormat } from '../../../lib/format';
import { Avatar } from '../../../ui/avatar';
import { FormattedNumber } from '../../../ui/formatted-number';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '../../../ui/menu';
import { Td, Tr } from '../../../ui/table';
import { CampaignStatus } from '../campaign-status';
import { ProgressCell } from '../progress-cell';
import { useVerbs, type Verbs } from '../use-verbs';

/** Where a campaign opens: a draft in the wizard, anything else on its own page. */
export function hrefOf({ id, status, abilities }: Campaign): string {
  return status === 'draft' && abilities.edit ? `/campaigns/new?draft=${id}` : `/campaigns/${id}`;
}

function Quantity({ value, bad }: { value: number; bad?: boolean }) {
  if (value === 0) return <span className="text-ink-muted">–</span>;
  return <FormattedNumber value={value} className={bad ? 'text-danger' : undefined} />;
}

export const CampaignRow = memo(function CampaignRow({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const verbs = useVerbs(campaign);
  const { progress, status, abilities } = campaign;
  const pace = sayPace(campaign, t, format);
  const size = campaign.audience.size ?? progress.totalContacts;
  const begun = status !== 'draft' && status !== 'scheduled';
  return (
    <Tr>
      <Td className="max-w-80 min-w-44">
        <span className="grid leading-snug">
          <Link to={hrefOf(campaign)} className="truncate rounded-xs font-medium match-parent hover:underline">
            <bdi>{campaign.name}</bdi>
          </Link>
          <span className="truncate text-12 text-ink-muted">
            {size > 0 && t('row.people', { count: size, number: format.number(size) })}
            {size > 0 && ' · '}
            <bdi>{campaign.connectionName}</bdi>
          </span>
        </span>
      </Td>
      <Td>
        <CampaignStatus status={status} />
      </Td>
      <Td onPhone="wide" className="w-72 min-w-52 max-tablet:w-auto">
        {begun ? <ProgressCell progress={progress} /> : <span className="text-ink-muted">{pace.first}</span>}
      </Td>
      <Td onPhone="hidden">
        {begun && (
          <span className="grid leading-snug">
            <span className="tabular">{pace.first}</span>
            <span className="tabular max-w-64 truncate text-12 text-ink-muted">{pace.second}</span>
          </span>
        )}
      </Td>
      <Td numeric onPhone="hidden">
        <Quantity value={progress.failedCount} bad />
      </Td>
      <Td numeric onPhone="hidden">
        <Quantity value={progress.repliedCount} />
      </Td>
      <Td onPhone="hidden" className="max-wide:hidden">
        {campaign.ownerName && <Avatar id={campaign.ownerId ?? ''} name={campaign.ownerName} size={20} labelled />}
      </Td>
      <Td numeric className="max-tablet:col-start-2 max-tablet:row-start-1">
        <span className="inline-flex items-center gap-0.5">
          {abilities.pause && (
            <IconButton
              icon={Pause}
              label={t('verbs.pauseNamed', { name: campaign.name })}
              busy={verbs.busy === 'pause'}
              onClick={() => verbs.run('pause')}
            />
          )}
          {abilities.resume && (
            <IconButton
              icon={Play}
              flip
              label={t('verbs.resumeNamed', { name: campaign.name })}
              busy={verbs.busy === 'resume'}
              onClick={() => verbs.run('resume')}
            />
          )}
          <RowMenu campaign={campaign} verbs={verbs} />
        </span>
        {verbs.dialogs}
      </Td>
    </Tr>
  );
});

function RowMenu({ campaign, verbs }: { campaign: Campaign; verbs: Verbs }) {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const { abilities, status, id } = campaign;
  return (
    <Menu trigger={<IconButton icon={Ellipsis} label={t('verbs.moreNamed', { name: campaign.name })} />}>
      <MenuItem icon={PenLine} onSelect={() => void navigate(hrefOf(campaign))}>
        {status === 'draft' ? t('verbs.continue') : t('verbs.open')}
      </MenuItem>
      <MenuItem icon={Copy} onSelect={() => void navigate(`/campaigns/new?copy=${id}`)}>
        {t('verbs.copy')}
      </MenuItem>
      {abilities.retryFailed && (
        <MenuItem icon={RefreshCw} onSelect={() => verbs.run('retryFailed')}>
          {t('verbs.retryFailed')}
        </MenuItem>
      )}
      {status !== 'draft' && (
        <MenuItem icon={Download} onSelect={() => verbs.exportCsv()}>
          {t('verbs.export')}
        </MenuItem>
      )}
      {(abilities.cancel || abilities.remove) && <MenuSeparator />}
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
  );
}
