import type { EventEnvelope } from '@carrel/contracts';
import { Injectable } from '@nestjs/common';
import { MailFacts } from '../delivery/mail-facts.service.js';
import type { NoticeData, NoticeMessage } from '../mail/notices.js';
import type { Draft } from '../delivery/mail-queue.js';

type Membership = EventEnvelope<
  | 'membership.requested.v1'
  | 'membership.approved.v1'
  | 'membership.rejected.v1'
  | 'membership.inactivated.v1'
  | 'membership.blocked.v1'
  | 'membership.left.v1'
>;

/** Mail about a library's standing: its memberships (R116, 2.1) and its profile (R113). */
@Injectable()
export class MembershipsService {
  constructor(private readonly facts: MailFacts) {}

  /** Notifies those who decide about a request, and the applicant of every change. */
  async changed({ type, data }: Membership): Promise<Draft[]> {
    const notice = type.slice(0, type.lastIndexOf('.')).replace('.', '-') as NoticeMessage;
    const [library, group] = [
      await this.facts.library(data.institutionId),
      await this.facts.group(data.groupId),
    ];
    const asked = type === 'membership.requested.v1';
    const said = { library: library.name, group: group.name, other: library.name };
    if (asked) {
      const people = await this.facts.adminsOfGroup(data.groupId);
      return people.map(({ to, readBy }) => ({ ...draft(notice, to, null, said), readBy }));
    }
    const people = await this.facts.affairsOfLibrary(data.institutionId);
    return people.map((to) => draft(notice, to, library.id, said));
  }

  async profileActivated({ data }: EventEnvelope<'institution.profile-activated.v1'>): Promise<Draft[]> {
    const people = await this.facts.affairsOfLibrary(data.institutionId);
    return people.map((to) => draft('profile-activated', to, data.institutionId, { library: data.name }));
  }

  /** The primary queue is set up: links may be placed now (R124). */
  async policyAccepted({ data }: EventEnvelope<'policy-page.accepted.v1'>): Promise<Draft[]> {
    const library = await this.facts.library(data.institutionId);
    const people = await this.facts.affairsOfLibrary(data.institutionId);
    return people.map((to) => draft('policy-accepted', to, library.id, { library: library.name }));
  }
}

const draft = (notice: NoticeMessage, to: string, institutionId: string | null, data: NoticeData): Draft => ({
  ...{ notice, data, to, toPatron: false, institutionId, personal: true },
  ...{ questionId: null, sessionId: null, number: null },
});
