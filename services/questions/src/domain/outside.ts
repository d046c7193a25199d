import type { Actor } from './people.js';
import { moves } from './moves.js';
import { ReferableQuestion, type Active, type Referring } from './referable.js';
import { NotFound } from '@carrel/kernel';
import * as no from './refusals.js';

const system = { accountId: null, institutionId: null };

/** Rows 30 to 32: experts and e-mail partners advise; the library that asked them keeps the question. */
export abstract class AdvisedQuestion extends ReferableQuestion {
  /** Rows 30 and 31. The same referral again changes nothing. */
  consultBy(actor: Actor, referring: Referring, now: Date): void {
    if (this.repeats(referring, actor, null)) return;
    this.turnOf(actor);
    this.mustNotWaitOutside();
    this.mustHaveRoomFor(referring);
    const { id: referralId, kind, reason, expertAccountId = null } = referring;
    const receiverAccountIds = [...(referring.expertAccountIds ?? [])];
    this.referrals.push(
      this.hop(actor, referring, now, { receiverAccountId: expertAccountId, receiverAccountIds }),
    );
    this.move(kind === 'expert' ? moves.consultExpert : moves.consultAddress, actor);
    this.settle('referred', actor, now, { why: reason, about: { referralId, kind } });
    this.tell('question.referred.v1', actor, { referralId, receiverInstitutionId: null }, now);
  }

  /** Row 32: what they wrote goes into the history, and a librarian decides what the patron gets of it. */
  adviceCame(
    referralId: string,
    { matchedBy, ...reply }: { id: string; text: string; quoted?: string; matchedBy?: string | undefined },
    active: Active,
    now: Date,
  ): void {
    const referral = this.referral(referralId);
    if (!referral.outside) throw new NotFound('referral');
    if (referral.open) {
      const sender = this.holdingOf(referral.senderInstitutionId)!;
      referral.end('replied', now);
      this.move(moves.adviceCame, system, sender.institutionId);
      if (sender.assigneeId && !active.has(sender.assigneeId)) sender.assigneeId = null;
    }
    this.say('partner-reply', system, reply, now);
    const about = { referralId, messageId: reply.id, ...(matchedBy ? { matchedBy } : {}) };
    this.settle('partner-replied', system, now, { about });
    const told = { noteId: reply.id, kind: 'partner-reply', referralId };
    this.tell('question.note-added.v1', system, told, now);
  }

  /** Whoever writes the patron: the library whose turn it is, or the expert it asked. */
  protected answererOf(actor: Actor): { institutionId: string } {
    return this.expertIs(actor.accountId) && this.turn ? this.turn : this.turnOf(actor);
  }

  protected mustHaveContact(): void {
    if (this.noContact) throw new no.NoAddress();
  }
}
