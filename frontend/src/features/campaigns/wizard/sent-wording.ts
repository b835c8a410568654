// Where approval is asked for, what a campaign sends of a template may be older than its newest wording.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { templateQuery, templateWordingsQuery } from '../api';
import type { Wording } from './wording';

/**
 * Keeps the body that is shown the one that is sent.
 * @returns the version that is sent, when it is not the newest; null otherwise
 */
export function useSentWording(
  { templateId, templateBody }: Wording,
  change: (patch: Partial<Wording>) => void,
): number | null {
  const { data: template } = useQuery({ ...templateQuery(templateId ?? ''), enabled: templateId !== null });
  const { required, approvedVersion } = template?.approval ?? {};
  const older = required && approvedVersion && approvedVersion !== template?.version ? approvedVersion : null;
  const wordings = useQuery({ ...templateWordingsQuery(templateId ?? ''), enabled: older !== null });
  const sent = older === null ? undefined : wordings.data?.find(({ version }) => version === older)?.content.body;
  const show = useEffectEvent((body: string) => change({ templateBody: body }));
  useEffect(() => {
    if (sent !== undefined && sent !== templateBody) show(sent);
  }, [sent, templateBody]);
  return older;
}
