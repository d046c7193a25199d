import type { FieldError } from './problem.js';

/** Languages besides English that patrons read problems in. */
export type SpokenLanguage = 'es' | 'fr' | 'de';
type Words = Readonly<Record<SpokenLanguage, string>>;

const words = (es: string, fr: string, de: string): Words => ({ es, fr, de });
const odd = words('Este valor no se acepta.', 'Cette valeur n’est pas acceptée.', 'Dieser Wert passt nicht.');

/** What is wrong with a field, by its code; {name} stands for one of its values. */
const byCode: Readonly<Record<string, Words>> = {
  missing: words('Falta este dato.', 'Cette indication manque.', 'Diese Angabe fehlt.'),
  empty: words('Escriba algo aquí.', 'Écrivez quelque chose ici.', 'Bitte etwas eintragen.'),
  'unknown-field': words('Este campo no existe.', 'Ce champ n’existe pas.', 'Dieses Feld gibt es nicht.'),
  'reserved-name': words(
    'Un campo no puede llamarse así.',
    'Un champ ne peut pas porter ce nom.',
    'So darf ein Feld nicht heißen.',
  ),
  'too-long': words(
    'Es demasiado largo (máximo: {max}).',
    'C’est trop long (maximum : {max}).',
    'Das ist zu lang (höchstens {max}).',
  ),
  'too-short': words(
    'Es demasiado corto (mínimo: {min}).',
    'C’est trop court (minimum : {min}).',
    'Das ist zu kurz (mindestens {min}).',
  ),
  'wrong-length': words(
    'Debe tener entre {min} y {max} caracteres.',
    'Il faut de {min} à {max} caractères.',
    'Es müssen {min} bis {max} Zeichen sein.',
  ),
  'too-many': words(
    'Son demasiados (máximo: {max}).',
    'Il y en a trop (maximum : {max}).',
    'Das sind zu viele (höchstens {max}).',
  ),
  'too-few': words(
    'Son muy pocos (mínimo: {min}).',
    'Il y en a trop peu (minimum : {min}).',
    'Das sind zu wenige (mindestens {min}).',
  ),
  repeated: words('Está repetido.', 'C’est répété.', 'Das steht doppelt da.'),
  'too-large': words(
    'Es demasiado grande (máximo: {max}).',
    'C’est trop grand (maximum : {max}).',
    'Das ist zu groß (höchstens {max}).',
  ),
  'too-small': words(
    'Es demasiado pequeño (mínimo: {min}).',
    'C’est trop petit (minimum : {min}).',
    'Das ist zu klein (mindestens {min}).',
  ),
  'too-many-fields': words('Son demasiados campos.', 'Il y a trop de champs.', 'Das sind zu viele Felder.'),
  'not-allowed-value': words(
    'Elija uno de los valores posibles.',
    'Choisissez une des valeurs possibles.',
    'Bitte einen der möglichen Werte wählen.',
  ),
  'not-answers': words(
    'Las respuestas no se entienden.',
    'Les réponses sont incompréhensibles.',
    'Die Antworten sind nicht lesbar.',
  ),
  'not-text': words('Debe ser un texto.', 'Il faut un texte.', 'Das muss ein Text sein.'),
  'not-yes-or-no': words('Debe ser sí o no.', 'Il faut oui ou non.', 'Das muss ja oder nein sein.'),
  'not-a-whole-number': words(
    'Debe ser un número entero.',
    'Il faut un nombre entier.',
    'Das muss eine ganze Zahl sein.',
  ),
  'not-a-list': words('Debe ser una lista.', 'Il faut une liste.', 'Das muss eine Liste sein.'),
  'not-an-object': odd,
  'wrong-type': odd,
  'not-an-id': words('No es un identificador.', 'Ce n’est pas un identifiant.', 'Das ist keine Kennung.'),
  'not-a-time': words(
    'No es una fecha u hora.',
    'Ce n’est ni une date ni une heure.',
    'Das ist keine Zeitangabe.',
  ),
  'not-a-mail-address': words(
    'No es una dirección de correo, como nombre@ejemplo.org.',
    'Ce n’est pas une adresse de courriel, comme nom@exemple.org.',
    'Das ist keine E-Mail-Adresse wie name@beispiel.org.',
  ),
  'not-a-web-address': words(
    'No es una dirección web.',
    'Ce n’est pas une adresse web.',
    'Das ist keine Web-Adresse.',
  ),
  'not-a-host-name': words(
    'No es el nombre de un servidor.',
    'Ce n’est pas un nom de serveur.',
    'Das ist kein Name eines Servers.',
  ),
  'not-a-country': words(
    'No es el código de un país.',
    'Ce n’est pas un code de pays.',
    'Das ist kein Länderkürzel.',
  ),
  'not-a-language': words(
    'No es el código de un idioma.',
    'Ce n’est pas un code de langue.',
    'Das ist kein Sprachkürzel.',
  ),
  'not-a-passkey': words(
    'No es una llave de acceso.',
    'Ce n’est pas une clé d’accès.',
    'Das ist kein Passkey.',
  ),
  'control-characters': words(
    'Contiene caracteres que no se pueden guardar.',
    'Il contient des caractères qui ne peuvent pas être gardés.',
    'Darin sind Zeichen, die nicht gespeichert werden können.',
  ),
  'wrong-form': words(
    'No tiene la forma que hace falta aquí.',
    'La forme ne convient pas ici.',
    'Die Form passt hier nicht.',
  ),
  'wrong-span': words('El período no es posible.', 'La période est impossible.', 'Der Zeitraum geht nicht.'),
  'wrong-value': odd,
};

/** The codes there are words for; a test looks that these are all. */
export const spokenFieldCodes = Object.keys(byCode);

/** A field's error in the reader's language; its code and values stay. */
export function spokenError(error: FieldError, language: SpokenLanguage): FieldError {
  const said = Object.hasOwn(byCode, error.code) ? byCode[error.code] : undefined;
  if (!said) return error;
  const { values = {} } = error;
  const message = said[language]
    // A bound that is not known is left out, with the brackets around it.
    .replace(/ \([^()]*\{(\w+)\}[^()]*\)/g, (whole, name: string) => (name in values ? whole : ''))
    .replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  return { ...error, message };
}
