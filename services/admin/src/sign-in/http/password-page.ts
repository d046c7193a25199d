import { join } from 'node:path';
import { pickLanguage, wordsFor, type Language, type Words } from '@carrel/contracts';
import { HtmlPages } from '@carrel/web';
import { Injectable } from '@nestjs/common';
import { longestPassword, shortestPassword } from '../../credential/passwords.js';

const said = {
  title: {
    en: 'Choose a password',
    es: 'Elija una contraseña',
    fr: 'Choisissez un mot de passe',
    de: 'Wählen Sie ein Passwort',
  },
  code: {
    en: 'Code: what stands after # in the link that was mailed to you',
    es: 'Código: lo que sigue a # en el enlace que recibió por correo',
    fr: 'Code : ce qui suit # dans le lien reçu par courriel',
    de: 'Code: was in dem Link, der Ihnen geschickt wurde, nach # steht',
  },
  password: {
    en: 'New password, {least} characters or more',
    es: 'Contraseña nueva, de {least} caracteres o más',
    fr: 'Nouveau mot de passe, {least} caractères ou plus',
    de: 'Neues Passwort, mindestens {least} Zeichen',
  },
  again: {
    en: 'The same once more',
    es: 'La misma otra vez',
    fr: 'Le même encore une fois',
    de: 'Noch einmal dasselbe',
  },
  send: { en: 'Set password', es: 'Guardar', fr: 'Enregistrer', de: 'Speichern' },
  done: {
    en: 'Your password is set. You can sign in with it now.',
    es: 'Su contraseña está guardada. Ya puede iniciar sesión con ella.',
    fr: 'Votre mot de passe est enregistré. Vous pouvez maintenant vous connecter.',
    de: 'Ihr Passwort ist gespeichert. Sie können sich jetzt damit anmelden.',
  },
  worthless: {
    en: 'This link was used already, was replaced or has expired. Ask for a new one.',
    es: 'Este enlace ya se usó, fue sustituido o caducó. Pida uno nuevo.',
    fr: 'Ce lien a déjà servi, a été remplacé ou a expiré. Demandez-en un nouveau.',
    de: 'Dieser Link wurde schon benutzt, ersetzt oder ist abgelaufen. Fordern Sie einen neuen an.',
  },
  length: {
    en: 'A password has {least} to {most} characters.',
    es: 'Una contraseña tiene de {least} a {most} caracteres.',
    fr: 'Un mot de passe a de {least} à {most} caractères.',
    de: 'Ein Passwort hat {least} bis {most} Zeichen.',
  },
  differs: {
    en: 'The two are not the same.',
    es: 'No son iguales.',
    fr: 'Les deux ne sont pas identiques.',
    de: 'Die beiden sind nicht gleich.',
  },
} satisfies Record<string, Words>;
export type PasswordFault = 'worthless' | 'length' | 'differs';

/**
 * Takes the token out of the link's fragment, which browsers send nowhere, into the form, and out of the history.
 * Without script the reader does that by hand.
 */
export const takeToken = `(function () {
  var token = location.hash.slice(1);
  var field = document.getElementById('token');
  if (token) field.value = token;
  if (!field.value) return;
  document.getElementById('code').hidden = true;
  history.replaceState(null, '', location.pathname);
})();`;

/** Where the link of an invitation or of a forgotten password leads (R9). */
@Injectable()
export class PasswordPages {
  private readonly pages = new HtmlPages(join(import.meta.dirname, '..', '..', 'templates'));

  form(
    wanted: readonly Language[],
    { token = '', fault }: { token?: string; fault?: PasswordFault } = {},
  ): Promise<string> {
    const language = languageOf(wanted);
    const spoken = (what: keyof typeof said): string =>
      wordsFor(said[what], [language])
        .replace('{least}', String(shortestPassword))
        .replace('{most}', String(longestPassword));
    return this.pages.render('password', language, spoken('title'), {
      ...{ code: spoken('code'), password: spoken('password'), again: spoken('again'), send: spoken('send') },
      ...{ token, least: shortestPassword, most: longestPassword, script: takeToken },
      fault: fault ? spoken(fault) : null,
      faulty: fault ?? null,
    });
  }

  done(wanted: readonly Language[]): Promise<string> {
    const language = languageOf(wanted);
    const title = wordsFor(said.title, [language]);
    return this.pages.render('password-done', language, title, { done: wordsFor(said.done, [language]) });
  }
}

const languageOf = (wanted: readonly Language[]): Language =>
  pickLanguage(Object.keys(said.title), wanted, 'en')!;
