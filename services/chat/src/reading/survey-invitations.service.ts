import { Injectable } from '@nestjs/common';
import { requests } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { ServiceUnavailable } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';
import type { Session } from '../session/domain/session.js';

/** The survey that a patron is offered when the session ends (R137). */
@Injectable()
export class SurveyInvitations {
  constructor(
    private readonly directory: Directory,
    private readonly requests: Requests,
  ) {}

  /** Its address by the settings of the patron's library; none while the questions service is away. */
  async of(session: Session): Promise<string | null> {
    if (!session.surveyOffered) return null;
    const { institutionId, id: subjectId } = session;
    const { chatSession } = await this.directory.setting('surveys', institutionId);
    if (chatSession.use === 'none') return null;
    try {
      const asked = { form: 'chat-session' as const, institutionId, subjectId };
      return (await this.requests.ask(requests.surveyInvitation, asked)).url;
    } catch (error) {
      if (error instanceof ServiceUnavailable) return null;
      throw error;
    }
  }
}
