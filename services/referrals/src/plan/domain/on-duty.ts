import type { Lane, Version } from './plan.js';
import { keyOf, slotsIn, versionOn, type Slot } from './slots.js';
import { dayAt } from '@carrel/kernel';

/** Somebody took a slot over: it holds as long as the rota still names the library it was taken from. */
export interface TakenOver {
  readonly of: string;
  readonly by: string;
  readonly because: 'cover' | 'swap';
  /** When, as ISO 8601, and from whom; not known of what was taken over before this was kept. */
  readonly at?: string;
  readonly from?: string | null;
}
/** Everything that decides who is on duty in a group. */
export interface Standing {
  readonly versions: readonly Version[];
  /** IANA name, the group's. */
  readonly timeZone: string;
  /** By `keyOf` the slot. */
  readonly takenOver: ReadonlyMap<string, TakenOver>;
  /** Libraries that can do duty: of the group, and with an Active profile. */
  readonly able: ReadonlySet<string>;
}
type Because = Slot['because'] | 'cover' | 'swap';
/** A slot with the library that has it, covers counted in; null where one must be found. */
export interface Duty extends Omit<Slot, 'because'> {
  readonly because: Because;
  /** Whom the rota names, whoever took it over since; null where it names nobody yet. */
  readonly planned: string | null;
  /** Since when it has been with whoever took it over, and who had it until then; null where nobody did. */
  readonly handed: { readonly at: Date; readonly from: string | null } | null;
  /** Why nobody has it although somebody should. */
  readonly gap: 'no-library' | 'library-not-able' | null;
}

/** The slot as it really is to be done. */
function dutyOf(slot: Slot, { takenOver, able }: Omit<Standing, 'versions'>): Duty {
  const over = takenOver.get(keyOf(slot));
  const planned = slot.institutionId ?? slot.insteadOf;
  const holds = over !== undefined && over.of === planned;
  const institutionId = holds ? over.by : slot.institutionId;
  const because = holds ? over.because : slot.because;
  const handed = holds && over.at ? { at: new Date(over.at), from: over.from ?? planned } : null;
  if (institutionId === null) {
    return { ...slot, because, planned, handed, gap: slot.bestEffort ? null : 'no-library' };
  }
  const unable = !able.has(institutionId);
  return {
    ...slot,
    institutionId,
    because,
    planned,
    handed,
    gap: unable && !slot.bestEffort ? 'library-not-able' : null,
  };
}

export const dutiesIn = (standing: Standing, span: { from: Date; to: Date }): Duty[] =>
  slotsIn(standing.versions, standing.timeZone, span).map((slot) => dutyOf(slot, standing));

/** To whom a question is offered first, and why; null when it is to nobody in particular. */
export interface Offer {
  readonly institutionId: string;
  readonly lane: string | null;
  readonly because: Because | 'substitute';
  readonly duty: Duty;
}

/** The duties of a moment, one lane each: whoever looks at many questions asks once. */
export class OnDuty {
  private readonly duties: readonly Duty[];
  private readonly lanes: readonly Lane[];
  private readonly substitutes: readonly string[];

  constructor(
    private readonly standing: Standing,
    at: Date,
  ) {
    this.duties = dutiesIn(standing, { from: at, to: new Date(at.getTime() + 1) });
    const version = versionOn(standing.versions, standing.timeZone, dayAt(standing.timeZone, at));
    this.lanes = version?.lanes ?? [];
    this.substitutes = version?.substitutes ?? [];
  }

  /** Every lane's duty at the moment. */
  get all(): readonly Duty[] {
    return this.duties;
  }

  /** The subject's lane first, then the grid; where the library that should be there is not, the first substitute. */
  offer(subjects: readonly string[]): Offer | null {
    const lanes = this.lanes.filter(({ key, subjects: own }) =>
      subjects.some((subject) => subject === key || own.includes(subject)),
    );
    for (const lane of [...lanes.map(({ key }) => key), null]) {
      const duty = this.duties.find((one) => one.lane === lane);
      const offer = duty && this.offerOf(duty);
      if (offer) return offer;
    }
    return null;
  }

  private offerOf(duty: Duty): Offer | null {
    const { able } = this.standing;
    const { institutionId, lane, because } = duty;
    if (institutionId !== null && able.has(institutionId)) return { institutionId, lane, because, duty };
    const substitute = duty.gap && this.substitutes.find((id) => able.has(id));
    return substitute ? { institutionId: substitute, lane, because: 'substitute', duty } : null;
  }
}
