import { join } from 'node:path';
import { ratingEnds, wordsFor, type Language, type Words } from '@carrel/contracts';
import { HtmlPages } from '@carrel/web';
import { Injectable } from '@nestjs/common';
import { longestText } from '../domain/answers.js';
import type { ShownSurvey } from '../surveys.service.js';
import { questionDto } from './survey.dto.js';

const said = {
  title: {
    en: 'A few questions from {library}',
    es: 'Unas preguntas de {library}',
    fr: 'Quelques questions de {library}',
  },
  introduction: {
    en: 'You may leave out any question. Please write nothing here that shows who you are.',
    es: 'Puede dejar sin responder cualquier pregunta. No escriba aquí nada que diga quién es usted.',
    fr: 'Vous pouvez laisser une question sans réponse. N’écrivez rien ici qui dise qui vous êtes.',
  },
  send: { en: 'Send', es: 'Enviar', fr: 'Envoyer' },
  thanks: { en: 'Thank you', es: 'Gracias', fr: 'Merci' },
  sent: {
    en: 'Your answers have been sent.',
    es: 'Se han enviado sus respuestas.',
    fr: 'Vos réponses ont été envoyées.',
  },
  used: {
    en: 'This survey has been answered already.',
    es: 'Esta encuesta ya fue respondida.',
    fr: 'On a déjà répondu à ce questionnaire.',
  },
  gone: {
    en: 'There is no survey at this address, or it is over.',
    es: 'No hay ninguna encuesta en esta dirección, o ya terminó.',
    fr: 'Il n’y a pas de questionnaire à cette adresse, ou il est terminé.',
  },
  survey: { en: 'Survey', es: 'Encuesta', fr: 'Questionnaire' },
  fault: {
    en: 'Please answer one question or more, in {most} characters at most each.',
    es: 'Responda al menos una pregunta, en {most} caracteres como máximo.',
    fr: 'Répondez à une question au moins, en {most} caractères au plus.',
  },
} satisfies Record<string, Words>;

/** The survey as a page that needs no script (R136..R138). */
@Injectable()
export class SurveyPages {
  private readonly pages = new HtmlPages(join(import.meta.dirname, '..', '..', 'templates'));

  /** `given` is what was sent and did not fit; a form that is only looked at has no button. */
  form(
    survey: ShownSurvey,
    how: { given?: Readonly<Record<string, unknown>>; faulty?: readonly string[]; lookOnly?: boolean } = {},
  ): Promise<string> {
    const { language } = survey;
    const { given = {}, faulty = how.given ? [] : undefined, lookOnly = false } = how;
    const questions = survey.questions.map((question) => ({
      ...questionDto(question, language),
      options: question.kind === 'rating' ? ratingOptions(language) : questionDto(question, language).options,
      value: typeof given[question.key] === 'string' ? given[question.key] : '',
      faulty: faulty?.includes(question.key) ?? false,
    }));
    return this.pages.render(
      'survey',
      language,
      spoken('title', language).replace('{library}', survey.library),
      {
        introduction: spoken('introduction', language),
        send: spoken('send', language),
        fault: faulty ? spoken('fault', language).replace('{most}', String(longestText)) : null,
        longest: longestText,
        lookOnly,
        questions,
      },
    );
  }

  said(language: Language, what: 'sent' | 'used' | 'gone'): Promise<string> {
    const title = spoken(what === 'gone' ? 'survey' : 'thanks', language);
    return this.pages.render('survey-said', language, title, { said: spoken(what, language) });
  }

  /** The language of a page that belongs to no library. */
  languageOf(wanted: readonly Language[]): Language {
    return wordsFor({ en: 'en', es: 'es', fr: 'fr' }, wanted);
  }
}

const spoken = (what: keyof typeof said, language: Language): string => wordsFor(said[what], [language]);

const ratingOptions = (language: Language) =>
  ['1', '2', '3', '4', '5'].map((key) => {
    const ends: Record<string, Words> = { 1: ratingEnds.lowest, 5: ratingEnds.highest };
    const end = ends[key];
    return { key, label: end ? `${key} (${wordsFor(end, [language])})` : key };
  });
