// Files that were not taken, each with its reason.

import { mostFiles } from '@parley/contract';
import { CircleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import type { Files, RefusedFile } from './use-files';

export function RefusedFiles({ files, channelName }: { files: Files; channelName: string }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  if (files.refused.length === 0) return null;
  function say({ problem, fileName: name }: RefusedFile): string {
    switch (problem.code) {
      case 'tooMany':
        return t('attach.problems.tooMany', { name, most: mostFiles });
      case 'channelKind':
        return t('attach.problems.channelKind', { name, channel: channelName, kind: t(`kinds.${problem.kind}`) });
      case 'size':
      case 'channelSize':
        return t(`attach.problems.${problem.code}`, {
          name,
          channel: channelName,
          limit: format.bytes(problem.limitBytes),
        });
      default:
        return t(`attach.problems.${problem.code}`, { name });
    }
  }
  return (
    <div role="alert" className="px-3 pt-2 text-12 text-danger">
      <ul className="grid gap-0.5">
        {files.refused.map((one) => (
          <li key={one.key} className="flex items-center gap-1.5">
            <Icon of={CircleAlert} size={14} />
            <span className="min-w-0 flex-1">{say(one)}</span>
            <IconButton
              icon={X}
              size="sm"
              label={t('common:actions.close')}
              tooltipSide="top"
              onClick={() => files.forgetRefused(one.key)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
