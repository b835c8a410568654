// Roles are named sets of permissions; code asks for a permission, never for a role.
import { z } from 'zod';

export const permissions = [
  'contacts.read',
  'contacts.write',
  'contacts.delete',
  'contacts.viewAll',
  'contacts.assign',
  'imports.run',
  'connections.read',
  'connections.manage',
  'connections.viewAll',
  'chats.read',
  'chats.viewAll',
  'chats.viewUnassigned',
  'chats.delete',
  'inbox.manage',
  'messages.send',
  'templates.read',
  'templates.write',
  'templates.manageGlobal',
  'campaigns.read',
  'campaigns.manage',
  'campaigns.viewAll',
  'credits.read',
  'credits.manage',
  'team.read',
  'team.manage',
  'tenant.manage',
  'stats.read',
  'audit.read',
  'apiKeys.manage',
] as const;
export const permission = z.enum(permissions);
export type Permission = z.infer<typeof permission>;

export const roles = ['owner', 'admin', 'manager', 'coach', 'agent'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

const agent: Permission[] = [
  'contacts.read',
  'contacts.write',
  'contacts.viewAll',
  'connections.read',
  'connections.viewAll',
  'chats.read',
  'chats.viewUnassigned',
  'messages.send',
  'templates.read',
  'team.read',
];
const coach: Permission[] = [
  'contacts.read',
  'contacts.write',
  'contacts.delete',
  'imports.run',
  'connections.read',
  'connections.manage',
  'chats.read',
  'messages.send',
  'templates.read',
  'templates.write',
  'campaigns.read',
  'campaigns.manage',
  'credits.read',
  'team.read',
  'stats.read',
];
const manager: Permission[] = [
  ...coach,
  'contacts.viewAll',
  'contacts.assign',
  'connections.viewAll',
  'chats.viewAll',
  'chats.viewUnassigned',
  'chats.delete',
  'inbox.manage',
  'templates.manageGlobal',
  'campaigns.viewAll',
  'audit.read',
];

/** The permissions each role holds. Owner and admin hold all; only an owner may make or unmake an owner (team policy). */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  owner: permissions,
  admin: permissions,
  manager,
  coach,
  agent,
};

/** True when the role's set contains the permission. */
export function roleHas(of: Role, wanted: Permission): boolean {
  return rolePermissions[of].includes(wanted);
}
