// The table of campaigns: what is in progress first, then what waits, then the rest.
import type { Campaign } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Count } from '../../../ui/badge';
import { Skeleton } from '../../../ui/skeleton';
import { GroupRow, Table, Td, Th, Tr } from '../../../ui/table';
import { CampaignRow } from './campaign-row';

const columns = 8;

export interface CampaignGroup {
  key: 'inProgress' | 'scheduled' | 'earlier';
  campaigns: Campaign[];
  /** All there are, when more than these are on the page. */
  total?: number;
}

/** The groups of the first page: active campaigns wherever they stand in time, then the page without them. */
export function groupCampaigns(active: readonly Campaign[], page: readonly Campaign[]): CampaignGroup[] {
  const activeIds = new Set(active.map((campaign) => campaign.id));
  const groups: CampaignGroup[] = [
    { key: 'inProgress', campaigns: active.filter((one) => one.status === 'running' || one.status === 'paused') },
    { key: 'scheduled', campaigns: active.filter((one) => one.status === 'scheduled') },
    {
      key: 'earlier',
      // One that has just ended is still in the list of active ones until that is asked for again.
      campaigns: [
        ...active.filter((one) => !['running', 'paused', 'scheduled'].includes(one.status)),
        ...page.filter((one) => !activeIds.has(one.id)),
      ],
    },
  ];
  return groups.filter((group) => group.campaigns.length > 0);
}

function Head() {
  const { t } = useTranslation('campaigns');
  return (
    <thead>
      <tr>
        <Th>{t('columns.campaign')}</Th>
        <Th>{t('columns.status')}</Th>
        <Th>{t('columns.progress')}</Th>
        <Th>{t('columns.pace')}</Th>
        <Th numeric>{t('columns.failed')}</Th>
        <Th numeric>{t('columns.replies')}</Th>
        <Th className="max-wide:hidden">{t('columns.owner')}</Th>
        <Th>
          <span className="sr-only">{t('columns.actions')}</span>
        </Th>
      </tr>
    </thead>
  );
}

export function CampaignTable({ groups, plain }: { groups: readonly CampaignGroup[]; plain?: boolean }) {
  const { t } = useTranslation('campaigns');
  return (
    <Table stack roomy>
      <Head />
      {groups.map((group) => (
        <tbody key={group.key}>
          {!plain && (
            <GroupRow
              columns={columns}
              title={
                <>
                  {t(`groups.${group.key}`)} <Count value={group.campaigns.length} className="ms-1" />
                </>
              }
            />
          )}
          {group.campaigns.map((campaign) => (
            <CampaignRow key={campaign.id} campaign={campaign} />
          ))}
        </tbody>
      ))}
    </Table>
  );
}

const skeletonRows = ['a', 'b', 'c', 'd', 'e', 'f'];

export function CampaignTableSkeleton() {
  return (
    <Table stack roomy aria-hidden>
      <Head />
      <tbody>
        {skeletonRows.map((row) => (
          <Tr key={row}>
            <Td className="min-w-44">
              <Skeleton className="mb-1.5 w-36" />
              <Skeleton className="h-2 w-24" />
            </Td>
            <Td>
              <Skeleton className="w-16" />
            </Td>
            <Td onPhone="wide" className="w-72 min-w-52 max-tablet:w-auto">
              <Skeleton className="mb-2 w-10" />
              <Skeleton className="h-1.5 w-full" />
            </Td>
            <Td onPhone="hidden">
              <Skeleton className="w-20" />
            </Td>
            <Td onPhone="hidden" />
            <Td onPhone="hidden" />
            <Td onPhone="hidden" className="max-wide:hidden" />
            <Td onPhone="hidden" />
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
