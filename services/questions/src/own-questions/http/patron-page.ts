import { join } from 'node:path';
import { pickLanguage, wordsFor, type Language, type Words } from '@carrel/contracts';
import { HtmlPages } from '@carrel/web';
import { Injectable } from '@nestjs/common';
import type { RelatedQuestion } from '../../question/domain/related.js';
import type { SeenByPatron } from '../../reading/reading.service.js';

const said = {
  title: { en: 'Your questions', es: 'Sus preguntas', fr: 'Vos questions', de: 'Ihre Fragen' },
  code: {
    en: 'Code: what stands after # in the link that was mailed to you',
    es: 'Código: lo que sigue a # en el enlace que recibió por correo',
    fr: 'Code : ce qui suit # dans le lien reçu par courriel',
    de: 'Code: was in dem Link, der Ihnen geschickt wurde, nach # steht',
  },
  open: { en: 'Open', es: 'Abrir', fr: 'Ouvrir', de: 'Öffnen' },
  older: {
    en: 'Older questions',
    es: 'Preguntas anteriores',
    fr: 'Questions antérieures',
    de: 'Ältere Fragen',
  },
  gone: {
    en: 'This link opens nothing, or no longer. Ask the library for a new one.',
    es: 'Este enlace no abre nada, o ya no. Pida uno nuevo a la biblioteca.',
    fr: 'Ce lien n’ouvre rien, ou plus rien. Demandez-en un nouveau à la bibliothèque.',
    de: 'Dieser Link öffnet nichts, oder nichts mehr. Bitten Sie die Bibliothek um einen neuen.',
  },
  goesOn: {
    en: 'This question goes on under the number',
    es: 'Esta pregunta continúa con el número',
    fr: 'Cette question se poursuit sous le numéro',
    de: 'Diese Frage geht weiter unter der Nummer',
  },
  sameMessage: {
    en: 'What else your message asked has the number',
    es: 'Lo demás que preguntaba su mensaje tiene el número',
    fr: 'L’autre demande de votre message porte le numéro',
    de: 'Was Ihre Nachricht noch fragte, hat die Nummer',
  },
  you: { en: 'You', es: 'Usted', fr: 'Vous', de: 'Sie' },
  library: { en: 'The library', es: 'La biblioteca', fr: 'La bibliothèque', de: 'Die Bibliothek' },
} satisfies Record<string, Words>;

/**
 * Takes the token out of the link's fragment, which browsers send nowhere, and out of the history, and opens the page
 * with it. Without script the reader does that by hand.
 */
export const openByFragment = `(function () {
  var token = location.hash.slice(1);
  if (!token) return;
  history.replaceState(null, '', location.pathname);
  document.getElementById('token').value = token;
  document.getElementById('open').submit();
})();`;

export interface Shown {
  questions: readonly SeenByPatron[];
  token: string;
  cursor: string | null;
}

/** Where the link to a patron's own questions leads (B14). */
@Injectable()
export class PatronPages {
  private readonly pages = new HtmlPages(join(import.meta.dirname, '..', '..', 'templates'));

  /** Asks for the token, which is not in the address. */
  entrance(wanted: readonly Language[], { fault = false } = {}): Promise<string> {
    return this.page(wanted, { form: true, fault, script: openByFragment });
  }

  questions(wanted: readonly Language[], { questions, token, cursor }: Shown): Promise<string> {
    const more = cursor !== null;
    return this.page(wanted, { form: more, fault: false, script: null, questions, token, cursor });
  }

  private page(
    wanted: readonly Language[],
    shown: { form: boolean; fault: boolean; script: string | null } & Partial<Shown>,
  ): Promise<string> {
    const language = pickLanguage(Object.keys(said.title), wanted, 'en')!;
    const spoken = (what: keyof typeof said): string => wordsFor(said[what], [language]);
    const heading = (who: 'you' | 'library', at: Date) =>
      `${spoken(who)}, ${at.toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' })}`;
    const saidOf = ({ relation, number }: RelatedQuestion) =>
      relation === 'merged-into'
        ? [`${spoken('goesOn')} ${number}.`]
        : relation.startsWith('split')
          ? [`${spoken('sameMessage')} ${number}.`]
          : [];
    const questions = (shown.questions ?? []).map(({ question, messages, related }) => ({
      related: related.flatMap(saidOf),
      number: question.number,
      subject: question.subject,
      text: question.text,
      asked: heading('you', question.createdAt),
      messages: messages.map(({ kind, text, at }) => ({
        text,
        heading: heading(kind === 'reply' ? 'you' : 'library', at),
      })),
    }));
    return this.pages.render('own-questions', language, spoken('title'), {
      questions,
      form: shown.form,
      cursor: shown.cursor ?? null,
      token: shown.token ?? '',
      code: spoken('code'),
      send: spoken(shown.cursor ? 'older' : 'open'),
      fault: shown.fault ? spoken('gone') : null,
      script: shown.script,
    });
  }
}
