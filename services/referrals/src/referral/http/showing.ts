import { Directory, Names } from '@carrel/directory';
import { Injectable } from '@nestjs/common';
import { TooLate } from '../domain/refusals.js';
import type { Referral } from '../domain/referral.js';
import { ExpertsService } from '../../expert/experts.service.js';
import { referralDto, type Reader, type ReferralDto } from './referrals.dto.js';

/** Referrals with the names that people know. */
@Injectable()
export class Showing {
  constructor(
    private readonly directory: Directory,
    private readonly names: Names,
    private readonly experts: ExpertsService,
  ) {}

  async one(referral: Referral, reader: Reader): Promise<ReferralDto> {
    const [shown] = await this.all([referral], reader);
    return shown!;
  }

  async all(referrals: readonly Referral[], reader: Reader): Promise<ReferralDto[]> {
    const people = referrals.flatMap(({ actorId, endedBy }) => [actorId, endedBy?.accountId ?? null]);
    const experts = referrals.flatMap(({ expertId }) => (expertId ? [expertId] : []));
    const names = new Map([...(await this.names.of(people)), ...(await this.experts.namesOf(experts))]);
    const libraries = referrals.flatMap(({ senderInstitutionId, receiverInstitutionId, endedBy, steps }) => [
      ...[senderInstitutionId, receiverInstitutionId, endedBy?.institutionId],
      ...steps.flatMap(({ from, to }) => [from, to]),
    ]);
    const groups = referrals.flatMap(({ groupId }) => groupId ?? []);
    const known = [
      ...(await this.directory.namesOf(libraries.filter((id) => typeof id === 'string'))),
      ...(await this.directory.groupNamesOf(groups)),
    ];
    for (const [id, name] of known) names.set(id, name);
    return referrals.map((referral) => referralDto(referral, (id) => names.get(id) ?? null, reader));
  }

  /** A caller who comes too late is answered who was faster, by name. */
  async ended(end: () => Promise<Referral>, reader: Reader): Promise<ReferralDto> {
    try {
      return await this.one(await end(), reader);
    } catch (refusal) {
      const accountId = refusal instanceof TooLate ? refusal.winner?.accountId : undefined;
      const name = accountId && (await this.names.of([accountId])).get(accountId);
      throw name ? (refusal as TooLate).named(name) : refusal;
    }
  }
}
