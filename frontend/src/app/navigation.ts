// The places of the app, once: the rail, the phone's tab bar and the palette all read this list.
import type { Permission } from '@parley/contract';
import {
  Coins,
  House,
  Inbox,
  LayoutTemplate,
  type LucideIcon,
  Megaphone,
  MessageSquareText,
  Plug,
  ShieldCheck,
  SlidersHorizontal,
  Store,
  Tag,
  UserCog,
  UserRound,
  Users,
} from 'lucide-react';

export interface Place {
  /** Also the key of its name: `nav.<key>`. */
  key: string;
  to: string;
  icon: LucideIcon;
  /** Mirror the icon in right-to-left. */
  flip?: boolean;
  /** `g` and this letter goes there. */
  letter?: string;
  permission?: Permission;
}

export const mainPlaces: Place[] = [
  { key: 'dashboard', to: '/', icon: House, letter: 'd' },
  { key: 'inbox', to: '/inbox', icon: Inbox, letter: 'i', permission: 'chats.read' },
  { key: 'contacts', to: '/contacts', icon: Users, letter: 'c', permission: 'contacts.read' },
  { key: 'campaigns', to: '/campaigns', icon: Megaphone, flip: true, letter: 'm', permission: 'campaigns.read' },
  { key: 'templates', to: '/templates', icon: LayoutTemplate, letter: 't', permission: 'templates.read' },
  { key: 'connections', to: '/connections', icon: Plug, letter: 'n', permission: 'connections.read' },
];

export const footPlaces: Place[] = [
  { key: 'settings', to: '/settings', icon: SlidersHorizontal, letter: 's' },
  { key: 'credits', to: '/credits', icon: Coins, permission: 'credits.read' },
];

export const settingsPlaces: Place[] = [
  { key: 'profile', to: '/settings/profile', icon: UserRound },
  { key: 'tenant', to: '/settings/tenant', icon: Store, permission: 'tenant.manage' },
  { key: 'team', to: '/settings/team', icon: UserCog, permission: 'team.read' },
  { key: 'inboxSettings', to: '/settings/inbox', icon: Inbox, permission: 'chats.read' },
  { key: 'tags', to: '/settings/tags', icon: Tag, permission: 'chats.read' },
  { key: 'consent', to: '/settings/consent', icon: ShieldCheck, permission: 'contacts.read' },
  { key: 'replies', to: '/settings/replies', icon: MessageSquareText, permission: 'chats.read' },
];

/** The places a person may go to. */
export function placesFor(places: readonly Place[], permissions: readonly Permission[]): Place[] {
  return places.filter((place) => !place.permission || permissions.includes(place.permission));
}
