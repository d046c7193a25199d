import type { NoticeWords } from '../notices.js';

/** Avis au personnel. */
export const fr: NoticeWords = {
  question: 'Question',
  reason: 'Motif :',
  sentBy: 'Envoyé à {{ library }} par Carrel. Connectez-vous pour en voir davantage :',
  together: '{{ count }} avis',
  mails: {
    answer: 'réponse',
    'clarification-request': 'demande de précision',
    'library-message': 'message',
    'chat-transcript': 'texte de la conversation',
    'new-account-from-chat': 'texte de la conversation',
    'new-question': 'accusé de réception',
    'new-account': 'accusé de réception',
    'question-merged': 'avis de question réunie',
    'question-split': 'avis de deux questions',
    'patron-link': 'lien vers ses questions',
    'refer-by-email': 'question transmise par courriel',
  },
  figures: {
    before: 'avant :',
    questions: 'Questions',
    response: 'Délai médian jusqu’à la première réponse',
    completion: 'Délai médian jusqu’à ce que rien ne reste ouvert',
    requested: 'Chats demandés',
    accepted: 'Chats acceptés',
    missed: 'Demandes auxquelles personne n’a répondu',
    waiting: 'Attente médiane',
    firstResponse: 'Délai médian jusqu’à la première ligne d’un bibliothécaire',
    length: 'Durée médiane d’un chat',
  },
  notices: {
    'statistics-report': [
      'Chiffres de {{ library }} : {{ what }}',
      'Voici les chiffres de {{ library }} pour {{ what }} ; parmi les questions ne comptent ni exercices ni appels perdus.',
    ],
    'webhook-disabled': [
      'Un webhook de {{ library }} a été désactivé',
      'Le webhook {{ what }} de {{ library }} a été désactivé : il ne prend plus rien depuis des jours, a fait savoir qu’il n’existe plus, ou a été mis en place par quelqu’un qui n’est plus administrateur. Ce qui l’attendait est conservé 90 jours ; réactivez-le et faites-le renvoyer.',
    ],
    'new-question': ['Nouvelle question pour {{ library }}', 'Une nouvelle question est arrivée.'],
    'followup-needed': [
      'Suivi à faire à {{ library }}',
      'Le texte d’une conversation demande un suivi de votre bibliothèque.',
    ],
    assigned: ['Attribuée à vous', 'Une question vous a été attribuée.'],
    unassigned: [
      'Plus personne ne s’en occupe',
      'Une question de {{ library }} n’est plus attribuée à personne.',
    ],
    'patron-replied': [
      'L’usager a répondu',
      'L’usager a répondu ; sa réponse est dans l’historique de la question.',
    ],
    'partner-replied': [
      'Une réponse à votre transmission est arrivée',
      'L’expert ou le partenaire par courriel a répondu ; sa réponse est dans l’historique de la question.',
    ],
    'claim-lost': [
      'Reprise{% if other %} par {{ other }}{% endif %}',
      'La bibliothèque de l’usager a repris une question que {{ library }} traitait.',
    ],
    reopened: ['Rouverte', 'Une question de {{ library }} a été rouverte et attend un suivi.'],
    'due-soon': [
      'Le suivi est bientôt attendu',
      'Le suivi de cette question est attendu{% if at %} pour le {{ at }}{% else %} bientôt{% endif %}.',
    ],
    overdue: [
      'Le suivi est en retard',
      'Le suivi de cette question était attendu{% if at %} pour le {{ at }}{% endif %}.',
    ],
    'archive-warning': [
      'Rien depuis 83 jours',
      'Il ne s’est rien passé pour cette question depuis 83 jours ; après 90 jours elle quitte les listes pour l’historique du service.',
    ],
    'referral-received': [
      'Transmise à {{ library }} par {{ other }}',
      '{{ other }} a transmis une question à votre bibliothèque.',
    ],
    'expert-referral': [
      '{{ other }} fait appel à vos connaissances',
      '{{ other }} vous a transmis une question.',
    ],
    'referral-returned': [
      'Rendue à {{ library }} par {{ other | default: "le destinataire" }}',
      '{{ other | default: "Le destinataire" }} a rendu une question que votre bibliothèque avait transmise.',
    ],
    'referral-withdrawn': [
      'Reprise par {{ other }}',
      '{{ other }} a repris une question qu’elle avait transmise à votre bibliothèque.',
    ],
    'answer-sent': [
      'Réponse de {{ other | default: "une autre bibliothèque" }}',
      '{{ other | default: "Une autre bibliothèque" }} a envoyé une réponse à l’usager.',
    ],
    'question-closed': [
      'Close{% if other %} par {{ other }}{% endif %}',
      'Une question que votre bibliothèque avait transmise a été close{% if other %} par {{ other }}{% endif %}.',
    ],
    'review-feedback': [
      'Un retour sur votre conversation',
      'Une personne chargée de la relecture vous a laissé un retour sur une conversation ; il est sous Retours.',
    ],
    'quality-forward': [
      'Transmise pour contrôle de qualité',
      'Le texte d’une conversation a été transmis pour contrôle de qualité.',
    ],
    'delivery-failed': [
      'Un courriel à l’usager {% if uncertain %}n’est peut-être pas arrivé{% else %}n’a pas pu être remis{% endif %}',
      'Un courriel à l’usager ({{ what }}) {% if uncertain %}a pu être remis ou non : le serveur de courrier ne l’a pas dit. Regardez les courriels de la question avant de le renvoyer.{% else %}n’a pas pu être remis{% if reply %} (le serveur de courrier a dit {{ reply }}){% endif %}.{% endif %}',
    ],
    'membership-requested': [
      '{{ other }} demande à rejoindre {{ group }}',
      '{{ other }} demande à rejoindre {{ group }}.',
    ],
    'membership-approved': [
      '{{ library }} a rejoint {{ group }}',
      '{{ library }} est maintenant membre de {{ group }}.',
    ],
    'membership-rejected': [
      '{{ group }} n’a pas admis {{ library }}',
      '{{ group }} n’a pas admis {{ library }}.',
    ],
    'membership-inactivated': [
      '{{ library }} est inactive dans {{ group }}',
      'La participation de {{ library }} à {{ group }} est inactive pour le moment.',
    ],
    'membership-blocked': [
      '{{ library }} est bloquée dans {{ group }}',
      '{{ library }} a été bloquée dans {{ group }}.',
    ],
    'membership-left': ['{{ library }} a quitté {{ group }}', '{{ library }} a quitté {{ group }}.'],
    'profile-activated': [
      'Le profil de {{ library }} est actif',
      'Le profil de {{ library }} est actif : elle peut transmettre et recevoir des questions et rejoindre des groupes.',
    ],
    'policy-accepted': [
      'Le service de chat de {{ library }} est prêt',
      'La page des règles de {{ library }} est acceptée et sa file de chat principale est en place. Vous pouvez maintenant mettre sur vos pages des liens vers votre formulaire de chat.',
    ],
    'profile-submitted': [
      'Le profil de {{ library }} a été soumis',
      '{{ library }} a soumis son profil pour approbation.',
    ],
    'shared-question': [
      'Dans le suivi partagé de {{ group }}',
      '{{ library }} est de service pour {{ group }} : une question a été mise dans le suivi partagé.',
    ],
    'mail-held': [
      'Un courriel pour {{ library }} attend d’être examiné',
      'Un courriel n’a pas pu être classé automatiquement et attend qu’une personne de {{ library }} l’examine, dans le courrier reçu.',
    ],
    'shared-waiting': [
      'Dans le suivi partagé de {{ group }} : {{ what }}',
      '{{ library }} est de service pour {{ group }} à partir de maintenant. En attente dans le suivi partagé : {{ what }}.',
    ],
    'duty-missed': [
      '{{ library }} n’a pas regardé le suivi partagé',
      '{{ library }} est de service pour {{ group }} ({{ at }}{% if what %}, {{ what }}{% endif %}), et personne n’a dit que le suivi partagé avait été regardé.',
    ],
    'duty-uncovered': [
      'Personne n’assure un service de {{ group }}',
      'Personne n’assure le service de {{ group }} qui commence le {{ at }}{% if what %} ({{ what }}){% endif %} ; le tableau nomme {{ other }}.',
    ],
    'cover-requested': [
      '{{ other }} demande à être remplacée',
      '{{ other }} ne peut pas assurer son service de {{ group }} qui commence le {{ at }}{% if what %} ({{ what }}){% endif %} et demande à être remplacée.',
    ],
    'cover-taken': [
      '{{ other }} reprend un service',
      '{{ other }} reprend le service de {{ group }} qui commence le {{ at }}{% if what %} ({{ what }}){% endif %}.',
    ],
    'account-invitation': [
      'Votre compte à {{ library }}',
      'Un compte a été créé pour vous à {{ library }}. Choisissez un mot de passe avec ce lien ; il est valable jusqu’au {{ at }}.',
    ],
    'password-reset': [
      'Choisissez un nouveau mot de passe',
      'Quelqu’un, sans doute vous, a demandé un nouveau mot de passe. Choisissez-le avec ce lien ; il est valable jusqu’au {{ at }}. Si ce n’était pas vous, rien ne change.',
    ],
    'logins-refused': [
      'Tentatives de connexion échouées',
      'Quelqu’un a essayé plusieurs fois de se connecter à {{ library }} avec votre adresse et un mauvais mot de passe. Les essais venant de là sont refusés pendant un quart d’heure ; vous pouvez toujours vous connecter là où vous l’avez déjà fait. Si ce n’était pas vous, il n’y a rien à faire, sauf si votre mot de passe est facile à deviner.',
    ],
    'second-factor-reset': [
      'Votre second facteur a été supprimé',
      'Un administrateur a supprimé le second facteur de votre compte chez {{ library }} : l’application d’authentification, les clés d’accès et les codes de secours. Vous avez été déconnecté partout. Si vous ne l’avez pas demandé, prévenez votre administrateur et choisissez un nouveau mot de passe.',
    ],
    'notification-test': [
      'Essai de l’adresse d’avis de {{ library }}',
      'Ceci est un essai : {{ library }} recevra à cette adresse les avis de nouvelles questions et de questions transmises.',
    ],
  },
};
