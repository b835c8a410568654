// What else can be done with a stored template.
import type { Template } from '@parley/contract';
import { Ellipsis, FileSpreadsheet, Send, ShieldX, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sayError } from '../../../lib/field-errors';
import { useCan } from '../../../lib/session';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '../../../ui/menu';
import { notify, notifyError } from '../../../ui/toast';
import { saveSample, useSubmitTemplate } from '../api';
import { type Deciding, DecisionDialogs } from '../approval/decision-dialogs';

export function EditorMenu({ template, onDelete }: { template: Template; onDelete: () => void }) {
  const { t } = useTranslation('templates');
  const navigate = useNavigate();
  const submit = useSubmitTemplate();
  const managesMeta = useCan('templates.manageGlobal');
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const fail = (error: unknown) => notifyError(sayError(t, error));
  const { abilities, approval } = template;
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={t('actions.moreActions')} />}>
        <MenuItem icon={FileSpreadsheet} onSelect={() => void saveSample(template).catch(fail)}>
          {t('sample.download')}
        </MenuItem>
        {abilities.submit && !approval.required && (
          <MenuItem
            icon={Send}
            flipIcon
            onSelect={() =>
              submit.mutate(template.id, {
                onSuccess: () => notify(t('approval.submitted', { name: template.name })),
                onError: fail,
              })
            }
          >
            {t('approval.submit')}
          </MenuItem>
        )}
        {managesMeta && (
          <MenuItem icon={Upload} onSelect={() => void navigate(`/templates/whatsapp/new?from=${template.id}`)}>
            {t('meta.submitOurs')}
          </MenuItem>
        )}
        {abilities.reject && approval.state === 'approved' && approval.required && (
          <MenuItem icon={ShieldX} onSelect={() => setDeciding({ template, decision: 'reject' })}>
            {t('approval.revoke')}
          </MenuItem>
        )}
        {abilities.remove && (
          <>
            <MenuSeparator />
            <MenuItem icon={Trash2} danger onSelect={onDelete}>
              {t('delete.confirm')}
            </MenuItem>
          </>
        )}
      </Menu>
      <DecisionDialogs deciding={deciding} onClose={() => setDeciding(null)} />
    </>
  );
}
