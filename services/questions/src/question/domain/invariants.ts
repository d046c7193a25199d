import type { Holding } from './holding.js';
import type { Referral } from './referral.js';

interface Whole {
  homeInstitutionId: string;
  pooled: boolean;
  dueAt: Date | null;
  holdings: readonly Holding[];
  chain: readonly Referral[];
}

/** Checked after every action on a question; a violation is a bug, never a refusal. */
export function faultsOf(question: Whole): string[] {
  const { holdings, chain, pooled } = question;
  const home = holdings.find((h) => h.institutionId === question.homeInstitutionId);
  const turns = holdings.filter((h) => h.hasTurn);
  const open = holdings.some((h) => h.open);
  const top = chain.at(-1);
  const faults: string[] = [];
  const must = (holds: boolean, fault: string) => holds || faults.push(fault);

  must(home !== undefined, "the patron's library has no holding");
  must(holdings.filter((h) => h.status === 'new').length <= 1, 'more than one library has it as New');
  must(
    turns.length === (open ? 1 : 0),
    `${turns.length} libraries have the turn while ${open ? 'open' : 'done'}`,
  );
  must((question.dueAt !== null) === open, 'a due date belongs to open questions and to no others');
  if (pooled) {
    must(
      home?.status === 'new' && home.assigneeId === null,
      'in the pool, yet not New and unassigned at home',
    );
    must(chain.length === 0, 'in the pool with an open referral');
  }
  if (top)
    must(
      turns[0]?.institutionId === (top.receiverInstitutionId ?? top.senderInstitutionId),
      'the turn is not with the last receiver',
    );
  const outside = turns[0]?.waitingOn === 'expert' || turns[0]?.waitingOn === 'address';
  must(outside === (top?.outside ?? false), 'waiting outside and an open referral outside go together');
  for (const { senderInstitutionId: sender } of chain) {
    const holding = holdings.find((h) => h.institutionId === sender);
    must(holding?.status === 'pending', 'a sender in the chain does not wait');
  }
  for (const h of holdings) {
    must(h.status !== null || h.assigneeId === null, 'a library that does not list it has an assignee');
    must(
      (h.waitingOn !== null) === (h.status === 'pending'),
      'waiting belongs to Pending and to nothing else',
    );
  }
  return faults;
}
