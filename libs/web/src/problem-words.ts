import { pickLanguage } from '@carrel/contracts';
import { spokenError, type SpokenLanguage as Language } from './field-words.js';
import type { ProblemDocument } from './problem.js';
import { wantedIn } from './wanted-languages.js';

type Said = readonly [title: string, detail: string];

const closed: Record<Language, string> = {
  es: 'No es posible ahora',
  fr: 'Impossible pour le moment',
  de: 'Im Moment nicht möglich',
};
const invalid: Record<Language, string> = {
  es: 'Algo de lo enviado no se puede aceptar',
  fr: 'Une partie de l’envoi ne peut pas être acceptée',
  de: 'Etwas in der Eingabe passt nicht',
};
const often: Record<Language, string> = {
  es: 'Demasiadas solicitudes',
  fr: 'Trop de demandes',
  de: 'Zu viele Anfragen',
};
const all = (
  titles: Record<Language, string>,
  details: Record<Language, string>,
): Record<Language, Said> => ({
  es: [titles.es, details.es],
  fr: [titles.fr, details.fr],
  de: [titles.de, details.de],
});

/** What patrons read of problems, by code; {name} stands for a fact. English is what the refusal itself says. */
const words: Readonly<Record<string, Record<Language, Said>>> = {
  unparsable: all(invalid, {
    es: 'La solicitud no se entiende.',
    fr: 'La demande est incompréhensible.',
    de: 'Die Anfrage ist nicht lesbar.',
  }),
  invalid: all(invalid, {
    es: 'Revise los campos que se indican.',
    fr: 'Vérifiez les champs indiqués.',
    de: 'Bitte prüfen Sie die genannten Felder.',
  }),
  'not-signed-in': {
    es: ['Hace falta una clave', 'Esta conversación o pregunta ya no se puede abrir con esta clave.'],
    fr: ['Une clé est nécessaire', 'Cette clé n’ouvre plus la conversation ni la question.'],
    de: ['Ein Schlüssel fehlt', 'Mit diesem Schlüssel lässt sich der Chat oder die Frage nicht mehr öffnen.'],
  },
  'not-allowed': {
    es: ['No permitido', 'No tiene permiso para hacer esto.'],
    fr: ['Non autorisé', 'Vous n’y êtes pas autorisé.'],
    de: ['Nicht erlaubt', 'Das ist Ihnen nicht erlaubt.'],
  },
  'not-found': {
    es: ['No encontrado', 'Aquí no hay nada, o no es para usted.'],
    fr: ['Introuvable', 'Il n’y a rien ici, ou rien pour vous.'],
    de: ['Nicht gefunden', 'Hier ist nichts, oder nichts für Sie.'],
  },
  'too-large': {
    es: ['Demasiado grande', 'Lo enviado es más grande de lo que se acepta aquí.'],
    fr: ['Trop volumineux', 'L’envoi est plus volumineux que ce qui est accepté ici.'],
    de: ['Zu groß', 'Das Gesendete ist größer, als hier angenommen wird.'],
  },
  'too-many-requests': all(often, {
    es: 'Espere un momento e inténtelo de nuevo.',
    fr: 'Attendez un instant, puis réessayez.',
    de: 'Bitte warten Sie einen Moment und versuchen Sie es erneut.',
  }),
  internal: {
    es: ['Algo ha fallado por nuestra parte', 'Inténtelo de nuevo más tarde.'],
    fr: ['Une erreur est survenue de notre côté', 'Réessayez plus tard.'],
    de: ['Bei uns ist etwas schiefgegangen', 'Bitte versuchen Sie es später erneut.'],
  },
  'part-away': {
    es: ['El servicio no responde', 'Inténtelo de nuevo dentro de un momento.'],
    fr: ['Le service ne répond pas', 'Réessayez dans un instant.'],
    de: ['Der Dienst antwortet nicht', 'Bitte versuchen Sie es gleich noch einmal.'],
  },
  'chat-closed': all(closed, {
    es: 'El chat está cerrado en este momento.',
    fr: 'Le chat est fermé en ce moment.',
    de: 'Der Chat ist im Moment geschlossen.',
  }),
  'too-many-waiting': all(often, {
    es: 'Ya hay demasiadas conversaciones en espera; inténtelo de nuevo dentro de poco.',
    fr: 'Trop de conversations attendent déjà ; réessayez sous peu.',
    de: 'Es warten schon zu viele Chats; bitte versuchen Sie es in Kürze erneut.',
  }),
  'not-in-this-state': all(closed, {
    es: 'La conversación ya no está en ese estado.',
    fr: 'La conversation n’est plus dans cet état.',
    de: 'Der Chat ist nicht mehr in diesem Zustand.',
  }),
  'session-not-open': all(closed, {
    es: 'La conversación ha terminado; ya no se puede escribir en ella.',
    fr: 'La conversation est terminée ; on ne peut plus y écrire.',
    de: 'Der Chat ist beendet; es kann nichts mehr geschrieben werden.',
  }),
  'session-full': all(closed, {
    es: 'La conversación ha llegado a su longitud máxima; este mensaje no se ha guardado.',
    fr: 'La conversation a atteint sa longueur maximale ; ce message n’y figure pas.',
    de: 'Der Chat hat seine größte Länge erreicht; diese Nachricht ist nicht darin.',
  }),
  'enough-while-waiting': all(closed, {
    es: 'Por ahora ha escrito suficiente; un bibliotecario lo leerá y entonces podrá continuar.',
    fr: 'Vous avez assez écrit pour l’instant ; un bibliothécaire le lira, puis vous pourrez continuer.',
    de: 'Für jetzt haben Sie genug geschrieben; sobald jemand aus der Bibliothek es liest, geht es weiter.',
  }),
  'cannot-write-now': {
    es: [
      'El servicio no responde',
      'El mensaje no se ha podido guardar; envíelo de nuevo dentro de un momento.',
    ],
    fr: ['Le service ne répond pas', 'Le message n’a pas pu être enregistré ; renvoyez-le dans un instant.'],
    de: [
      'Der Dienst antwortet nicht',
      'Die Nachricht ließ sich nicht speichern; bitte senden Sie sie gleich noch einmal.',
    ],
  },
  'client-id-reused': all(closed, {
    es: 'Con este identificador ya se envió otro mensaje.',
    fr: 'Un autre message a déjà été envoyé sous cet identifiant.',
    de: 'Unter dieser Kennung wurde schon eine andere Nachricht gesendet.',
  }),
  'form-incomplete': all(invalid, {
    es: 'Falta algo en el formulario del chat.',
    fr: 'Le formulaire du chat est incomplet.',
    de: 'Im Formular des Chats fehlt noch etwas.',
  }),
  'form-not-filled-in': all(invalid, {
    es: 'Falta algo en el formulario.',
    fr: 'Le formulaire est incomplet.',
    de: 'Im Formular fehlt noch etwas.',
  }),
  'too-many-attachments': all(closed, {
    es: 'Una conversación admite como máximo {most} archivos.',
    fr: 'Une conversation accepte au plus {most} fichiers.',
    de: 'Ein Chat fasst höchstens {most} Dateien.',
  }),
  'library-closed': all(closed, {
    es: 'Esta biblioteca ya no acepta preguntas.',
    fr: 'Cette bibliothèque n’accepte plus de questions.',
    de: 'Diese Bibliothek nimmt keine Fragen mehr an.',
  }),
  'unknown-library': all(invalid, {
    es: 'No existe tal biblioteca.',
    fr: 'Cette bibliothèque n’existe pas.',
    de: 'Diese Bibliothek gibt es nicht.',
  }),
  'form-busy': all(often, {
    es: 'Esta biblioteca recibe demasiadas preguntas en este momento; inténtelo de nuevo en {retryAfterSeconds} segundos.',
    fr: 'Cette bibliothèque reçoit trop de questions en ce moment ; réessayez dans {retryAfterSeconds} secondes.',
    de: 'Diese Bibliothek bekommt im Moment zu viele Fragen; bitte versuchen Sie es in {retryAfterSeconds} Sekunden erneut.',
  }),
  erased: all(closed, {
    es: 'El contenido de esta pregunta se ha borrado.',
    fr: 'Le contenu de cette question a été effacé.',
    de: 'Der Inhalt dieser Frage wurde gelöscht.',
  }),
  'survey-answers-invalid': all(invalid, {
    es: 'Estas respuestas no corresponden a las preguntas de la encuesta.',
    fr: 'Ces réponses ne correspondent pas aux questions de l’enquête.',
    de: 'Diese Antworten passen nicht zu den Fragen der Umfrage.',
  }),
  'nothing-answered': all(invalid, {
    es: 'Responda al menos a una pregunta.',
    fr: 'Répondez au moins à une question.',
    de: 'Bitte beantworten Sie mindestens eine Frage.',
  }),
  'survey-already-answered': all(closed, {
    es: 'Esta encuesta ya se ha respondido. Gracias.',
    fr: 'Cette enquête a déjà reçu une réponse. Merci.',
    de: 'Diese Umfrage ist schon beantwortet. Danke.',
  }),
  challenge: {
    es: [
      'Hace falta una pequeña tarea',
      'Esta biblioteca hace que su dispositivo resuelva una pequeña tarea antes de aceptar una pregunta.',
    ],
    fr: [
      'Une petite tâche est nécessaire',
      'Cette bibliothèque fait résoudre une petite tâche à votre appareil avant d’accepter une question.',
    ],
    de: [
      'Eine kleine Aufgabe ist nötig',
      'Diese Bibliothek lässt Ihr Gerät eine kleine Aufgabe lösen, bevor sie eine Frage annimmt.',
    ],
  },
  'sent-already': all(closed, {
    es: 'Lo mismo se envió hace un momento y se ha recibido; vale la primera respuesta.',
    fr: 'Le même envoi vient d’être reçu ; la première réponse compte.',
    de: 'Dasselbe wurde eben schon gesendet und ist angekommen; die erste Antwort gilt.',
  }),
  'idempotency-key-reused': all(invalid, {
    es: 'Con esta clave (Idempotency-Key) ya se envió otra cosa.',
    fr: 'Un autre envoi a déjà été fait sous cette clé (Idempotency-Key).',
    de: 'Unter diesem Schlüssel (Idempotency-Key) wurde schon etwas anderes gesendet.',
  }),
  'too-many-files': all(closed, {
    es: 'Se admiten como máximo {most} archivos.',
    fr: 'Au plus {most} fichiers sont acceptés.',
    de: 'Höchstens {most} Dateien werden angenommen.',
  }),
  'link-needed': {
    es: [
      'Hace falta el enlace de un correo',
      'El enlace de uno de nuestros correos demuestra que la dirección es suya: pida uno, ábralo y borre desde allí.',
    ],
    fr: [
      'Le lien d’un courriel est nécessaire',
      'Le lien d’un de nos courriels montre que l’adresse est la vôtre : demandez-en un, ouvrez-le et effacez de là.',
    ],
    de: [
      'Der Link aus einer Mail ist nötig',
      'Der Link in einer Mail von uns zeigt, dass die Adresse Ihnen gehört: Lassen Sie sich einen schicken und löschen Sie dort.',
    ],
  },
  'already-closed': all(closed, {
    es: 'Esta pregunta está cerrada.',
    fr: 'Cette question est close.',
    de: 'Diese Frage ist abgeschlossen.',
  }),
  'bad-ticket': {
    es: ['Hace falta una clave', 'Esta clave ya se usó o ha caducado.'],
    fr: ['Une clé est nécessaire', 'Cette clé a déjà servi ou a expiré.'],
    de: ['Ein Schlüssel fehlt', 'Dieser Schlüssel ist verbraucht oder abgelaufen.'],
  },
  'too-many-streams': all(often, {
    es: 'Hay demasiadas ventanas abiertas; cierre alguna.',
    fr: 'Trop de fenêtres sont ouvertes ; fermez-en une.',
    de: 'Es sind zu viele Fenster offen; bitte schließen Sie eines.',
  }),
  'unsupported-media-type': all(invalid, {
    es: 'Este tipo de contenido no se acepta aquí.',
    fr: 'Ce type de contenu n’est pas accepté ici.',
    de: 'Diese Art von Inhalt wird hier nicht angenommen.',
  }),
};

/** The codes that patrons read in their language; tests look that each has every language. */
export const spokenCodes = Object.keys(words);

/**
 * The problem in the first of the reader's languages that there are words in: Spanish, French, German, or as it stands
 * in English. Its code and facts stay.
 */
export function spoken(
  document: ProblemDocument,
  accepted: string | undefined,
): { document: ProblemDocument; language: string } {
  const own = Object.hasOwn(words, document.code) ? words[document.code] : undefined;
  const language = own && pickLanguage(['en', ...Object.keys(own)], wantedIn(undefined, accepted), 'en');
  if (!own || !language || language === 'en') return { document, language: 'en' };
  const [title, detail] = own[language as Language];
  const errors = document.errors?.map((error) => spokenError(error, language as Language));
  const worded = { title, detail: withFacts(detail, document.facts ?? {}), ...(errors ? { errors } : {}) };
  return { document: { ...document, ...worded }, language };
}

const withFacts = (text: string, facts: Readonly<Record<string, unknown>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
