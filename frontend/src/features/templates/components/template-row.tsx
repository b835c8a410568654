// One template in the gallery: its name, how it reads, whose it is, and how it is used.
import type { Template } from '@parley/contract';
import { Copy, Ellipsis, FileSpreadsheet, Globe, Megaphone, Pencil, Trash2, UserRound } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { sayError } from '../../../lib/field-errors';
import { useCan } from '../../../lib/session';
import { Badge } from '../../../ui/badge';
import { FormattedNumber, FormattedPercent } from '../../../ui/formatted-number';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '../../../ui/menu';
import { RelativeTime } from '../../../ui/relative-time';
import { Td, Tr } from '../../../ui/table';
import { notifyError } from '../../../ui/toast';
import { saveSample } from '../api';
import { ApprovalChip } from '../approval/approval-chip';
import { BodyText } from './body-text';

interface TemplateRowProps {
  template: Template;
  onDelete: (template: Template) => void;
}

export function TemplateRow({ template, onDelete }: TemplateRowProps) {
  const { t } = useTranslation('templates');
  const navigate = useNavigate();
  const mayWrite = useCan('templates.write');
  const mayCampaign = useCan('campaigns.manage');
  const { usageStats: use } = template;
  const to = `/templates/${template.id}`;

  function open(event: MouseEvent) {
    // Links and buttons inside the row do their own work; selecting text is not a click.
    if (event.target instanceof Element && event.target.closest('a, button, [role="menu"]')) return;
    if (window.getSelection()?.type === 'Range') return;
    void navigate(to);
  }

  return (
    <Tr onClick={open} className="cursor-pointer">
      <Td wrap className="w-[56%] py-3 align-top max-tablet:w-auto" onPhone="wide">
        <span className="flex items-center gap-2">
          <Link to={to} className="truncate font-medium match-parent hover:underline">
            <bdi>{template.name}</bdi>
          </Link>
          <Badge>
            <bdi>{template.category}</bdi>
          </Badge>
          <ApprovalChip approval={template.approval} />
          {template.tags.map((tag) => (
            <Badge key={tag} className="max-desktop:hidden">
              <bdi>{tag}</bdi>
            </Badge>
          ))}
        </span>
        <p dir="auto" className="mt-1 line-clamp-2 max-w-[72ch] text-13 text-ink-muted match-parent">
          <BodyText body={template.content.body} />
        </p>
      </Td>
      <Td className="align-top">
        <span className="flex items-center gap-1.5 py-3 text-12 text-ink-secondary max-tablet:py-0">
          <Icon of={template.scope === 'global' ? Globe : UserRound} size={14} className="text-ink-muted" />
          {template.scope === 'global' ? t('scope.global') : <bdi>{template.ownerName ?? t('scope.personal')}</bdi>}
        </span>
      </Td>
      <Td numeric className="align-top" onPhone="hidden">
        <span className="block py-3">
          <FormattedNumber value={use.totalUses} />
        </span>
      </Td>
      <Td numeric className="align-top text-ink-muted" onPhone="hidden">
        <span className="block py-3">
          {use.successRate === null ? '–' : <FormattedPercent share={use.successRate / 100} />}
        </span>
      </Td>
      <Td numeric className="align-top text-ink-muted">
        <span className="block py-3 max-tablet:py-0">
          {use.lastUsed ? <RelativeTime at={use.lastUsed} as="short" /> : t('list.neverUsed')}
        </span>
      </Td>
      <Td className="w-12 align-top" onPhone="hidden">
        <span className="block py-1.5">
          <Menu
            trigger={<IconButton icon={Ellipsis} label={t('list.actionsFor', { name: template.name })} />}
            label={t('list.actionsFor', { name: template.name })}
          >
            <MenuItem icon={Pencil} onSelect={() => void navigate(to)}>
              {template.abilities.edit ? t('actions.edit') : t('form.open')}
            </MenuItem>
            {mayCampaign && (
              <MenuItem
                icon={Megaphone}
                flipIcon
                onSelect={() => void navigate(`/campaigns/new?template=${template.id}`)}
              >
                {t('form.useInCampaign')}
              </MenuItem>
            )}
            {mayWrite && (
              <MenuItem icon={Copy} onSelect={() => void navigate(`/templates/new?from=${template.id}`)}>
                {t('list.duplicate')}
              </MenuItem>
            )}
            <MenuItem
              icon={FileSpreadsheet}
              onSelect={() => void saveSample(template).catch((error) => notifyError(sayError(t, error)))}
            >
              {t('sample.download')}
            </MenuItem>
            {template.abilities.remove && (
              <>
                <MenuSeparator />
                <MenuItem icon={Trash2} danger onSelect={() => onDelete(template)}>
                  {t('actions.delete')}
                </MenuItem>
              </>
            )}
          </Menu>
        </span>
      </Td>
    </Tr>
  );
}
