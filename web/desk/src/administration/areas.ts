import type { Me } from '../frame/me.js';

/** What somebody administers: a library, a group or the platform. */
export type Area =
  | { readonly kind: 'library'; readonly id: string; readonly name: string; readonly at: string }
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly name: string;
      readonly at: string;
      readonly of: Group;
    }
  | { readonly kind: 'platform'; readonly at: string };
export type Group = Me['groups'][number];
export type GroupArea = Extract<Area, { kind: 'group' }>;

export const mayAdminister = (me: Me): boolean => areasOf(me).length > 0;

export function areasOf(me: Me): Area[] {
  const { institution } = me;
  const runs = new Set(me.groupRoles.map(({ groupId }) => groupId));
  return [
    ...(institution && me.roles.includes('institution-admin')
      ? [
          {
            kind: 'library',
            id: institution.id,
            name: institution.name,
            at: '/administration/library',
          } as const,
        ]
      : []),
    ...me.groups
      .filter(({ id }) => runs.has(id))
      .map(
        (of) =>
          ({ kind: 'group', id: of.id, name: of.name, at: `/administration/group/${of.id}`, of }) as const,
      ),
    ...(me.operator ? [{ kind: 'platform', at: '/administration/platform' } as const] : []),
  ];
}

/** A coordinator looks after the rota and reads the rest; the group's administrator changes it. */
export const administers = (me: Me, groupId: string): boolean =>
  me.groupRoles.some((held) => held.groupId === groupId && held.role === 'group-admin');
