// Meta's templates of one number, with what Meta says of each.
import type { ProviderTemplate } from '@parley/contract';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Badge } from '../../../ui/badge';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '../../../ui/menu';
import { Table, Td, Th, Tr } from '../../../ui/table';
import { notify } from '../../../ui/toast';
import { useDeleteMetaTemplate } from './api';
import { MetaQuality, MetaStatus, useCategoryName, useMetaReason } from './meta-status';

export function MetaTable({ templates }: { templates: readonly ProviderTemplate[] }) {
  const { t } = useTranslation('templates');
  const remove = useDeleteMetaTemplate();
  const [deleting, setDeleting] = useState<ProviderTemplate | null>(null);
  return (
    <>
      <Table stack>
        <thead>
          <tr>
            <Th>{t('meta.template')}</Th>
            <Th>{t('meta.status')}</Th>
            <Th>{t('meta.category')}</Th>
            <Th>{t('meta.quality')}</Th>
            <Th>
              <span className="sr-only">{t('actions.moreActions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {templates.map((template) => (
            <MetaRow key={template.id} template={template} onDelete={setDeleting} />
          ))}
        </tbody>
      </Table>
      <ConfirmDialog
        open={deleting !== null}
        onOpenChange={() => setDeleting(null)}
        title={t('meta.deleteTitle', { name: deleting?.name ?? '' })}
        description={t('meta.deleteHelp')}
        confirmLabel={t('meta.deleteConfirm')}
        danger
        onConfirm={async () => {
          if (!deleting) return;
          await remove.mutateAsync(deleting.id);
          notify(t('meta.deleted', { name: deleting.name }));
        }}
      />
    </>
  );
}

interface MetaRowProps {
  template: ProviderTemplate;
  onDelete: (template: ProviderTemplate) => void;
}

function MetaRow({ template, onDelete }: MetaRowProps) {
  const { t } = useTranslation('templates');
  const navigate = useNavigate();
  const nameOf = useCategoryName();
  const reason = useMetaReason()(template);
  const to = `/templates/whatsapp/${template.id}`;
  return (
    <Tr>
      <Td wrap className="w-[54%] py-3 align-top max-tablet:w-auto" onPhone="wide">
        <span className="flex items-center gap-2">
          <Link to={to} className="truncate font-medium match-parent hover:underline">
            <bdi dir="ltr">{template.name}</bdi>
          </Link>
          <Badge>
            <bdi>{template.language}</bdi>
          </Badge>
        </span>
        <p dir="auto" className="mt-1 line-clamp-2 max-w-[72ch] text-13 text-ink-muted match-parent">
          {template.form?.body ?? template.body}
        </p>
        {reason && (
          <p dir="auto" className="mt-1 max-w-[72ch] text-12 text-ink-secondary">
            {reason}
          </p>
        )}
      </Td>
      <Td className="align-top">
        <span className="block py-3 max-tablet:py-0">
          <MetaStatus status={template.status} />
        </span>
      </Td>
      <Td className="align-top">
        <span className="block py-3 text-12 text-ink-secondary max-tablet:py-0">{nameOf(template.category)}</span>
      </Td>
      <Td className="align-top">
        <span className="block py-3 max-tablet:py-0">
          <MetaQuality quality={template.quality} />
        </span>
      </Td>
      <Td className="w-12 align-top" onPhone="hidden">
        <span className="block py-1.5">
          {(template.abilities.edit || template.abilities.remove) && (
            <Menu
              trigger={<IconButton icon={Ellipsis} label={t('meta.actionsFor', { name: template.name })} />}
              label={t('meta.actionsFor', { name: template.name })}
            >
              <MenuItem icon={Pencil} onSelect={() => void navigate(to)}>
                {template.abilities.edit ? t('actions.edit') : t('form.open')}
              </MenuItem>
              {template.abilities.remove && (
                <>
                  <MenuSeparator />
                  <MenuItem icon={Trash2} danger onSelect={() => onDelete(template)}>
                    {t('meta.deleteConfirm')}
                  </MenuItem>
                </>
              )}
            </Menu>
          )}
        </span>
      </Td>
    </Tr>
  );
}
