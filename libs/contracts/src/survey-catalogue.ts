import type { Words } from './languages.js';

/** The two forms: after a chat session, and with an answer (R136). */
export const surveyForms = ['chat-session', 'ask-answers'] as const;
export type SurveyForm = (typeof surveyForms)[number];

/** How a survey question is answered: 1 to 5, one of some words, or in the patron's own words. */
export type SurveyQuestionKind = 'rating' | 'choice' | 'text';

export interface SurveyOption {
  readonly key: string;
  readonly label: Words;
}
/** One question a library may put on its survey forms (R136). */
export interface SurveyQuestion {
  readonly key: string;
  readonly kind: SurveyQuestionKind;
  readonly ask: Words;
  /** For a choice what to choose from; none for a rating, which is 1 to 5. */
  readonly options: readonly SurveyOption[];
}

const words = (en: string, es: string, fr: string, de: string): Words => ({ en, es, fr, de });
const rating = (key: string, ...ask: [string, string, string, string]): SurveyQuestion => ({
  key,
  kind: 'rating',
  ask: words(...ask),
  options: [],
});
const text = (key: string, ...ask: [string, string, string, string]): SurveyQuestion => ({
  key,
  kind: 'text',
  ask: words(...ask),
  options: [],
});
const choice = (key: string, ask: Words, ...options: [string, Words][]): SurveyQuestion => ({
  key,
  kind: 'choice',
  ask,
  options: options.map(([option, label]) => ({ key: option, label })),
});

const yes: [string, Words] = ['yes', words('Yes', 'Sí', 'Oui', 'Ja')];
const partly: [string, Words] = ['partly', words('In part', 'En parte', 'En partie', 'Zum Teil')];
const no: [string, Words] = ['no', words('No', 'No', 'Non', 'Nein')];
const unsure: [string, Words] = [
  'unsure',
  words('I am not sure', 'No estoy seguro', 'Je ne sais pas', 'Ich bin nicht sicher'),
];

/** Answered with 1 to 5; these are the words at both ends. */
export const ratingEnds = {
  lowest: words('not at all', 'nada', 'pas du tout', 'gar nicht'),
  highest: words('very much', 'mucho', 'tout à fait', 'sehr'),
};

/** Every question there is to choose from, in the order forms show them. */
export const surveyCatalogue: readonly SurveyQuestion[] = [
  rating(
    'satisfied',
    'How satisfied are you with the service?',
    '¿Está satisfecho con el servicio?',
    'Êtes-vous satisfait du service ?',
    'Wie zufrieden sind Sie mit dem Dienst?',
  ),
  rating(
    'answer-useful',
    'How useful was the answer?',
    '¿Le fue útil la respuesta?',
    'La réponse vous a-t-elle été utile ?',
    'Wie nützlich war die Antwort?',
  ),
  rating(
    'answer-clear',
    'How clear was the answer?',
    '¿Fue clara la respuesta?',
    'La réponse était-elle claire ?',
    'Wie klar war die Antwort?',
  ),
  rating(
    'librarian-helpful',
    'How helpful was the librarian?',
    '¿Le ayudó el bibliotecario?',
    'Le bibliothécaire vous a-t-il aidé ?',
    'Wie gut hat Ihnen die Bibliothekarin oder der Bibliothekar geholfen?',
  ),
  rating(
    'librarian-friendly',
    'How friendly was the librarian?',
    '¿Fue amable el bibliotecario?',
    'Le bibliothécaire était-il aimable ?',
    'Wie freundlich war die Bibliothekarin oder der Bibliothekar?',
  ),
  rating(
    'understood',
    'How well did we understand your question?',
    '¿Entendimos bien su pregunta?',
    'Avons-nous bien compris votre question ?',
    'Wie gut haben wir Ihre Frage verstanden?',
  ),
  rating(
    'speed',
    'Did we answer fast enough?',
    '¿Respondimos con suficiente rapidez?',
    'Avons-nous répondu assez vite ?',
    'Haben wir schnell genug geantwortet?',
  ),
  rating(
    'easy-to-find',
    'Was this service easy to find?',
    '¿Fue fácil encontrar este servicio?',
    'Avez-vous trouvé ce service facilement ?',
    'War dieser Dienst leicht zu finden?',
  ),
  rating(
    'easy-to-use',
    'Was this service easy to use?',
    '¿Fue fácil usar este servicio?',
    'Ce service était-il facile à utiliser ?',
    'War dieser Dienst leicht zu benutzen?',
  ),
  rating(
    'use-again',
    'How likely are you to use this service again?',
    '¿Volvería a usar este servicio?',
    'Utiliseriez-vous de nouveau ce service ?',
    'Würden Sie diesen Dienst wieder benutzen?',
  ),
  rating(
    'recommend',
    'Would you recommend this service to others?',
    '¿Recomendaría este servicio a otras personas?',
    'Recommanderiez-vous ce service à d’autres ?',
    'Würden Sie diesen Dienst weiterempfehlen?',
  ),
  rating(
    'learned',
    'Did you learn how to find such answers yourself?',
    '¿Aprendió a encontrar usted mismo estas respuestas?',
    'Avez-vous appris à trouver vous-même de telles réponses ?',
    'Haben Sie gelernt, solche Antworten selbst zu finden?',
  ),
  choice(
    'answered',
    words(
      'Was your question answered?',
      '¿Se respondió a su pregunta?',
      'A-t-on répondu à votre question ?',
      'Wurde Ihre Frage beantwortet?',
    ),
    yes,
    partly,
    no,
  ),
  choice(
    'what-next',
    words(
      'What will you do now?',
      '¿Qué hará ahora?',
      'Que ferez-vous maintenant ?',
      'Was werden Sie jetzt tun?',
    ),
    [
      'nothing',
      words(
        'I have what I need',
        'Ya tengo lo que necesito',
        'J’ai ce qu’il me faut',
        'Ich habe, was ich brauche',
      ),
    ],
    [
      'visit',
      words('Visit the library', 'Ir a la biblioteca', 'Aller à la bibliothèque', 'In die Bibliothek gehen'),
    ],
    ['ask-again', words('Ask again', 'Preguntar de nuevo', 'Poser une autre question', 'Noch einmal fragen')],
    ['elsewhere', words('Look elsewhere', 'Buscar en otro lugar', 'Chercher ailleurs', 'Anderswo suchen')],
  ),
  choice(
    'first-time',
    words(
      'Is this the first time you used this service?',
      '¿Es la primera vez que usa este servicio?',
      'Utilisez-vous ce service pour la première fois ?',
      'Benutzen Sie diesen Dienst zum ersten Mal?',
    ),
    yes,
    no,
    unsure,
  ),
  choice(
    'heard-from',
    words(
      'How did you hear of this service?',
      '¿Cómo supo de este servicio?',
      'Comment avez-vous connu ce service ?',
      'Wie haben Sie von diesem Dienst erfahren?',
    ),
    [
      'website',
      words(
        "The library's website",
        'El sitio web de la biblioteca',
        'Le site de la bibliothèque',
        'Die Website der Bibliothek',
      ),
    ],
    ['catalogue', words('The catalogue', 'El catálogo', 'Le catalogue', 'Der Katalog')],
    [
      'staff',
      words(
        'Library staff',
        'El personal de la biblioteca',
        'Le personnel de la bibliothèque',
        'Das Personal der Bibliothek',
      ),
    ],
    ['teacher', words('A teacher', 'Un profesor', 'Un enseignant', 'Eine Lehrkraft')],
    ['friend', words('A friend', 'Un amigo', 'Un ami', 'Bekannte')],
    [
      'search',
      words('A web search', 'Una búsqueda en la web', 'Une recherche sur le web', 'Eine Suche im Web'),
    ],
    ['other', words('In another way', 'De otra manera', 'Autrement', 'Auf andere Weise')],
  ),
  choice(
    'purpose',
    words(
      'What was the question for?',
      '¿Para qué era la pregunta?',
      'À quoi servait la question ?',
      'Wofür war die Frage?',
    ),
    ['school', words('School', 'Escuela', 'École', 'Schule')],
    ['university', words('University', 'Universidad', 'Université', 'Hochschule')],
    ['work', words('Work', 'Trabajo', 'Travail', 'Arbeit')],
    ['personal', words('Personal interest', 'Interés personal', 'Intérêt personnel', 'Eigenes Interesse')],
    [
      'library',
      words(
        'Using the library',
        'Uso de la biblioteca',
        'Usage de la bibliothèque',
        'Benutzung der Bibliothek',
      ),
    ],
    ['other', words('Something else', 'Otra cosa', 'Autre chose', 'Etwas anderes')],
  ),
  choice(
    'who-you-are',
    words('You are', 'Usted es', 'Vous êtes', 'Sie sind'),
    ['pupil', words('A pupil', 'Alumno de escuela', 'Élève', 'Schülerin oder Schüler')],
    ['student', words('A student', 'Estudiante universitario', 'Étudiant', 'Studierende oder Studierender')],
    [
      'teacher',
      words(
        'A teacher or researcher',
        'Docente o investigador',
        'Enseignant ou chercheur',
        'Lehrende oder Forschende',
      ),
    ],
    ['adult', words('Another adult', 'Otra persona adulta', 'Autre adulte', 'Sonst erwachsen')],
    [
      'prefer-not',
      words(
        'I prefer not to say',
        'Prefiero no decirlo',
        'Je préfère ne pas le dire',
        'Das möchte ich nicht sagen',
      ),
    ],
  ),
  choice(
    'why-chat',
    words(
      'Why did you ask here and not at the desk?',
      '¿Por qué preguntó aquí y no en el mostrador?',
      'Pourquoi avez-vous demandé ici plutôt qu’au bureau ?',
      'Warum haben Sie hier gefragt und nicht an der Auskunft?',
    ),
    [
      'far',
      words(
        'The library is far away',
        'La biblioteca queda lejos',
        'La bibliothèque est loin',
        'Die Bibliothek ist weit weg',
      ),
    ],
    [
      'closed',
      words(
        'The library was closed',
        'La biblioteca estaba cerrada',
        'La bibliothèque était fermée',
        'Die Bibliothek war geschlossen',
      ),
    ],
    ['faster', words('It is faster', 'Es más rápido', 'C’est plus rapide', 'Es geht schneller')],
    [
      'easier',
      words(
        'It is easier for me',
        'Me resulta más fácil',
        'C’est plus facile pour moi',
        'Es ist für mich einfacher',
      ),
    ],
    ['other', words('Another reason', 'Otra razón', 'Autre raison', 'Ein anderer Grund')],
  ),
  choice(
    'contacted-before',
    words(
      'Had you asked somewhere else before?',
      '¿Había preguntado antes en otro lugar?',
      'Aviez-vous déjà demandé ailleurs ?',
      'Hatten Sie vorher schon anderswo gefragt?',
    ),
    yes,
    no,
  ),
  text('liked', 'What did you like?', '¿Qué le gustó?', 'Qu’avez-vous apprécié ?', 'Was hat Ihnen gefallen?'),
  text(
    'improve',
    'What could we do better?',
    '¿Qué podríamos mejorar?',
    'Que pourrions-nous améliorer ?',
    'Was könnten wir besser machen?',
  ),
  text(
    'missing',
    'What was missing from the answer?',
    '¿Qué le faltó a la respuesta?',
    'Que manquait-il à la réponse ?',
    'Was hat in der Antwort gefehlt?',
  ),
  text(
    'comments',
    'Is there anything else you would like to say?',
    '¿Desea añadir algo más?',
    'Souhaitez-vous ajouter quelque chose ?',
    'Möchten Sie noch etwas sagen?',
  ),
];

/** The keys of the catalogue. */
export const surveyQuestionKeys = surveyCatalogue.map(({ key }) => key);
