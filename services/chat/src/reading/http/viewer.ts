import { NotFound } from '@carrel/kernel';
import { Problem, type Identity, type StaffIdentity } from '@carrel/web';
import type { Librarian } from '../../monitor/domain/monitor.js';
import type { Supervisor } from '../../session/domain/supervisor.js';
import type { Viewer } from '../session-reader.service.js';

export function librarianOf(staff: StaffIdentity): Librarian {
  return {
    id: staff.accountId,
    institutionId: staff.institutionId,
    subscriptionGroupId: staff.subscriptionGroupId,
    name: staff.name,
    signIn: staff.session,
  };
}

export function viewerOf(caller: Identity): Viewer {
  if (caller.kind === 'patron') return { kind: 'patron', tokenHash: caller.tokenHash };
  if (caller.kind !== 'staff') throw new Problem(401, 'not-signed-in', 'Sign in first.');
  return { kind: 'librarian', ...librarianOf(caller) };
}

/** What the streams of one viewer are counted by. */
export const personOfViewer = (viewer: Viewer): string =>
  viewer.kind === 'patron' ? viewer.tokenHash : viewer.id;

/** What only the patron of a session does. */
export function patronOf(caller: Identity): string {
  if (caller.kind !== 'patron') throw new NotFound('session');
  return caller.tokenHash;
}

/** Reviewers and admins supervise their library's chats, coordinators their group's. */
export function supervisorOf({ institutionId, roles, groupRoles }: StaffIdentity): Supervisor {
  const ofLibrary = roles.includes('reviewer') || roles.includes('institution-admin');
  const groupIds = groupRoles.filter(({ role }) => role === 'coordinator').map(({ groupId }) => groupId);
  return { institutionId: ofLibrary ? institutionId : null, groupIds };
}
