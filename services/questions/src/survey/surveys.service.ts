import {
  wordsFor,
  type Language,
  type SettingValue,
  type SurveyForm,
  type SurveyQuestion,
} from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import { SERVICE_CONFIG, type ServiceConfig } from '@carrel/web';
import { Inject, Injectable } from '@nestjs/common';
import { questionsOf, readAnswers } from './domain/answers.js';
import { SurveyAnswered } from './domain/refusals.js';
import { SurveyResponses } from './persistence/survey-responses.js';
import { hashOfLink, SurveyLinks, type SurveySubject } from './survey-links.js';

/** A form as a patron sees it. */
export interface ShownSurvey {
  readonly form: SurveyForm;
  readonly library: string;
  readonly language: Language;
  readonly questions: readonly SurveyQuestion[];
}

const settingOf = (surveys: SettingValue<'surveys'>, form: SurveyForm) =>
  form === 'chat-session' ? surveys.chatSession : surveys.askAnswers;

/** What a library asks its patrons after a chat and with an answer. */
@Injectable()
export class SurveysService {
  constructor(
    private readonly links: SurveyLinks,
    private readonly responses: SurveyResponses,
    private readonly directory: Directory,
    private readonly clock: Clock,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<ServiceConfig, 'publicUrl'>,
  ) {}

  /** The address to offer, or null: by the settings of the patron's library, and never about practice. */
  async invitation(subject: SurveySubject): Promise<{ url: string | null }> {
    const { use, url } = await this.formOf(subject);
    if (use === 'none' || (await this.responses.isOver(subject.subjectId))) return { url: null };
    if (use === 'external') return { url };
    return { url: `${this.config.publicUrl}/api/questions/v1/surveys/${this.links.sign(subject)}/form` };
  }

  /** For whoever holds the link; refused once it was used, and when there is nothing to ask any more. */
  async open(token: string, wanted: readonly Language[]): Promise<ShownSurvey> {
    const subject = await this.subjectOf(token);
    if (await this.responses.isUsed(hashOfLink(token))) throw new SurveyAnswered();
    return this.show(subject, wanted);
  }

  /** Keeps the answers, once for each link. */
  async answer(
    token: string,
    given: Readonly<Record<string, unknown>>,
    wanted: readonly Language[],
  ): Promise<void> {
    const subject = await this.subjectOf(token);
    const { questions, language } = await this.show(subject, wanted);
    const answers = readAnswers(questions, given);
    const response = { subject, linkHash: hashOfLink(token), language, answers, at: this.clock.now() };
    if (!(await this.responses.add(response))) throw new SurveyAnswered();
  }

  /** The form as saved, for the library's own staff to look at (R136). */
  view(institutionId: string, form: SurveyForm, wanted: readonly Language[]): Promise<ShownSurvey> {
    return this.show({ institutionId, form }, wanted);
  }

  private async subjectOf(token: string): Promise<SurveySubject> {
    const subject = this.links.read(token);
    if (!subject || (await this.formOf(subject)).use !== 'internal') throw new NotFound('survey');
    if (await this.responses.isOver(subject.subjectId)) throw new NotFound('survey');
    return subject;
  }

  private async show(
    { institutionId, form }: Pick<SurveySubject, 'institutionId' | 'form'>,
    wanted: readonly Language[],
  ): Promise<ShownSurvey> {
    const library = await this.directory.institution(institutionId);
    if (!library) throw new NotFound('survey');
    const { patrons } = await this.directory.setting('languages', institutionId);
    const questions = questionsOf((await this.formOf({ institutionId, form })).questions);
    const language = spokenOf(questions, wanted.length > 0 ? wanted : patrons, patrons[0]!);
    return { form, library: library.name, language, questions };
  }

  private async formOf({ institutionId, form }: Pick<SurveySubject, 'institutionId' | 'form'>) {
    return settingOf(await this.directory.setting('surveys', institutionId), form);
  }
}

/** The language the form is said in: that of its questions which is nearest to what is wanted. */
function spokenOf(
  questions: readonly SurveyQuestion[],
  wanted: readonly Language[],
  fallback: Language,
): Language {
  const tags = Object.fromEntries(Object.keys(questions[0]?.ask ?? { en: '' }).map((tag) => [tag, tag]));
  return wordsFor(tags, wanted, fallback);
}
