// Tells open screens that the team changed; they fetch it afresh.
import type { Parts } from '../../platform/parts';
import type { EventSubscriber } from '../../platform/publisher';

export function teamSubscribers({ feed }: Parts): EventSubscriber[] {
  return [
    {
      name: 'team-live',
      types: [
        'user.joined',
        'user.updated',
        'user.removed',
        'invitation.created',
        'invitation.revoked',
        'tenant.updated',
      ],
      run: (event) => feed.publish(event.tenantId, 'team.changed', {}, { permission: 'team.read' }),
    },
  ];
}
