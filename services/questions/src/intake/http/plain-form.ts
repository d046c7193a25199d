import { join } from 'node:path';
import { optionLabelsOf, pickLanguage, wordsFor, type Language, type Words } from '@carrel/contracts';
import { HtmlPages } from '@carrel/web';
import { Injectable } from '@nestjs/common';
import type { AskForm } from '../domain/form.js';

const said = {
  title: {
    en: 'Ask {library}',
    es: 'Pregunte a {library}',
    fr: 'Interroger {library}',
    de: '{library} fragen',
  },
  question: { en: 'Your question', es: 'Su pregunta', fr: 'Votre question', de: 'Ihre Frage' },
  subject: { en: 'Subject', es: 'Asunto', fr: 'Objet', de: 'Betreff' },
  name: { en: 'Your name', es: 'Su nombre', fr: 'Votre nom', de: 'Ihr Name' },
  email: { en: 'E-mail', es: 'Correo electrónico', fr: 'Courriel', de: 'E-Mail' },
  needed: { en: '(needed)', es: '(necesario)', fr: '(obligatoire)', de: '(nötig)' },
  leave: {
    en: 'Leave this empty',
    es: 'Deje esto vacío',
    fr: 'Laissez ceci vide',
    de: 'Bitte leer lassen',
  },
  send: { en: 'Send the question', es: 'Enviar la pregunta', fr: 'Envoyer la question', de: 'Frage senden' },
  fault: {
    en: 'Please look again at what is marked.',
    es: 'Revise lo que está marcado.',
    fr: 'Veuillez revoir ce qui est signalé.',
    de: 'Bitte sehen Sie sich das Markierte noch einmal an.',
  },
  number: {
    en: 'Number of your question: {number}',
    es: 'Número de su pregunta: {number}',
    fr: 'Numéro de votre question : {number}',
    de: 'Nummer Ihrer Frage: {number}',
  },
  task: {
    en: 'Your question was not sent. This library has a small task solved by your device, which keeps programs out, and that needs a browser with JavaScript. Open the library’s page in one; or call or visit the library, or ask from within its building. What you wrote is still here.',
    es: 'Su pregunta no se ha enviado. Esta biblioteca hace que su dispositivo resuelva una pequeña tarea, que impide el paso a los programas, y para eso hace falta un navegador con JavaScript. Abra en uno la página de la biblioteca; o llame a la biblioteca, visítela o pregunte desde su edificio. Lo que ha escrito sigue aquí.',
    fr: 'Votre question n’a pas été envoyée. Cette bibliothèque fait résoudre une petite tâche à votre appareil, ce qui écarte les programmes, et il y faut un navigateur avec JavaScript. Ouvrez-y la page de la bibliothèque ; ou appelez-la, rendez-lui visite ou demandez depuis ses locaux. Ce que vous avez écrit est toujours là.',
    de: 'Ihre Frage wurde nicht gesendet. Diese Bibliothek lässt Ihr Gerät eine kleine Aufgabe lösen, die Programme fernhält, und das braucht einen Browser mit JavaScript. Öffnen Sie darin die Seite der Bibliothek; oder rufen Sie an, kommen Sie vorbei oder fragen Sie aus ihrem Haus. Was Sie geschrieben haben, steht noch hier.',
  },
  instead: {
    en: 'The library’s page',
    es: 'La página de la biblioteca',
    fr: 'La page de la bibliothèque',
    de: 'Die Seite der Bibliothek',
  },
  gone: {
    en: 'There is no library at this address, or it takes no more questions.',
    es: 'No hay ninguna biblioteca en esta dirección, o ya no recibe preguntas.',
    fr: 'Il n’y a pas de bibliothèque à cette adresse, ou elle ne reçoit plus de questions.',
    de: 'Unter dieser Adresse ist keine Bibliothek, oder sie nimmt keine Fragen mehr an.',
  },
} satisfies Record<string, Words>;
type Said = keyof typeof said;

/** What somebody typed, by the names of the fields. */
export type Typed = Readonly<Record<string, string>>;

/** A library's question form as a page that needs no script, for every browser there is (B24). */
@Injectable()
export class PlainForms {
  private readonly pages = new HtmlPages(join(import.meta.dirname, '..', '..', 'templates'));

  form(
    wanted: readonly Language[],
    library: string,
    form: AskForm,
    { typed = {}, faulty, task }: { typed?: Typed; faulty?: readonly string[]; task?: string } = {},
  ): Promise<string> {
    const language = languageOf(wanted);
    const field = (
      name: string,
      label: string,
      kind: string,
      required: boolean,
      options: { value: string; label: string }[] = [],
    ) => ({
      ...{ name, label, kind, required, options },
      value: typed[name] ?? '',
      faulty: faulty?.includes(name) ?? false,
    });
    const own = (name: Said, kind: string, required: boolean) =>
      field(name, wordsFor(said[name], [language]), kind, required);
    const fields = [
      own('name', 'line', true),
      own('email', 'line', form.email === 'required'),
      ...(form.subject === 'hidden' ? [] : [own('subject', 'line', form.subject === 'required')]),
      own('question', 'text', true),
      ...form.fields.map((asked) => {
        const { name, label, kind, required, options } = asked;
        const labels = optionLabelsOf(asked);
        const choices = options.map((value, n) => ({ value, label: labels[n] ?? value }));
        return field(`field-${name}`, label, kind, required, choices);
      }),
    ];
    return this.page(language, library, {
      ...{ form: true, introduction: form.introduction, fields, text: null },
      fault: task ? wordsFor(said.task, [language]) : faulty ? wordsFor(said.fault, [language]) : null,
      instead: task ? { path: `/ask/${task}/`, words: wordsFor(said.instead, [language]) } : null,
    });
  }

  asked(
    wanted: readonly Language[],
    library: string,
    acknowledgement: string,
    number: string,
  ): Promise<string> {
    const language = languageOf(wanted);
    const numbered = wordsFor(said.number, [language]).replace('{number}', number);
    return this.said(language, library, `${acknowledgement}\n\n${numbered}`);
  }

  refused(wanted: readonly Language[], library: string, text: string): Promise<string> {
    return this.said(languageOf(wanted), library, text);
  }

  gone(wanted: readonly Language[]): Promise<string> {
    const language = languageOf(wanted);
    return this.said(language, 'Carrel', wordsFor(said.gone, [language]));
  }

  private said(language: Language, library: string, text: string): Promise<string> {
    return this.page(language, library, { form: false, introduction: '', fields: [], text, fault: null });
  }

  private page(language: Language, library: string, shown: object): Promise<string> {
    const words = Object.fromEntries(
      (['needed', 'leave', 'send'] as const).map((what) => [what, wordsFor(said[what], [language])]),
    );
    const title = wordsFor(said.title, [language]).replace('{library}', library);
    return this.pages.render('plain-form', language, title, { ...words, ...shown });
  }
}

const languageOf = (wanted: readonly Language[]): Language =>
  pickLanguage(Object.keys(said.title), wanted, 'en')!;
