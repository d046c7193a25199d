import type { NoticeWords } from '../notices.js';

/** Hinweise an das Personal. */
export const de: NoticeWords = {
  question: 'Frage',
  reason: 'Grund:',
  sentBy: 'An {{ library }} gesendet von Carrel. Melden Sie sich an, um mehr zu sehen:',
  together: '{{ count }} Hinweise',
  mails: {
    answer: 'Antwort',
    'clarification-request': 'Rückfrage',
    'library-message': 'Nachricht',
    'chat-transcript': 'Mitschrift des Chats',
    'new-account-from-chat': 'Mitschrift des Chats',
    'new-question': 'Eingangsbestätigung',
    'new-account': 'Eingangsbestätigung',
    'question-merged': 'Nachricht über eine zusammengelegte Frage',
    'question-split': 'Nachricht über zwei Fragen',
    'patron-link': 'Link zu den eigenen Fragen',
    'refer-by-email': 'Weiterleitung per E-Mail',
  },
  figures: {
    before: 'zuvor:',
    questions: 'Fragen',
    response: 'Zeit bis zur ersten Antwort (Median)',
    completion: 'Zeit, bis nichts mehr offen war (Median)',
    requested: 'Gewünschte Chats',
    accepted: 'Angenommene Chats',
    missed: 'Anfragen, die niemand bedient hat',
    waiting: 'Wartezeit (Median)',
    firstResponse: 'Zeit bis zur ersten Zeile aus der Bibliothek (Median)',
    length: 'Dauer eines Chats (Median)',
  },
  notices: {
    'statistics-report': [
      'Zahlen von {{ library }}: {{ what }}',
      'Das sind die Zahlen von {{ library }} für {{ what }}; bei den Fragen zählen Übungen und verlorene Gespräche nicht mit.',
    ],
    'webhook-disabled': [
      'Ein Webhook von {{ library }} wurde abgeschaltet',
      'Der Webhook {{ what }} von {{ library }} wurde abgeschaltet: er nimmt seit Tagen nichts an, hat gemeldet, dass es ihn nicht mehr gibt, oder wurde von jemandem eingerichtet, der nicht mehr Administrator ist. Was auf ihn wartete, bleibt 90 Tage erhalten; schalten Sie ihn wieder ein und lassen Sie es noch einmal senden.',
    ],
    'new-question': ['Neue Frage für {{ library }}', 'Eine neue Frage ist angekommen.'],
    'followup-needed': [
      'Nacharbeit nötig: {{ library }}',
      'Die Mitschrift eines Chats braucht Nacharbeit durch Ihre Bibliothek.',
    ],
    assigned: ['Ihnen zugewiesen', 'Eine Frage wurde Ihnen zugewiesen.'],
    unassigned: [
      'Niemand bearbeitet sie mehr',
      'Eine Frage von {{ library }} ist niemandem mehr zugewiesen.',
    ],
    'patron-replied': [
      'Wer gefragt hat, hat geantwortet',
      'Wer gefragt hat, hat geantwortet; die Antwort steht im Verlauf der Frage.',
    ],
    'partner-replied': [
      'Zu Ihrer Weiterleitung ist eine Antwort da',
      'Wer per E-Mail oder als Fachperson um Rat gefragt wurde, hat geantwortet; die Antwort steht im Verlauf der Frage.',
    ],
    'claim-lost': [
      'Zurückgenommen{% if other %} von {{ other }}{% endif %}',
      'Die Heimatbibliothek hat eine Frage zurückgenommen, an der {{ library }} gearbeitet hat.',
    ],
    reopened: [
      'Wieder geöffnet',
      'Eine Frage von {{ library }} wurde wieder geöffnet und wartet auf Nacharbeit.',
    ],
    'due-soon': [
      'Nacharbeit ist bald fällig',
      'Die Nacharbeit an dieser Frage ist {% if at %}bis {{ at }}{% else %}bald{% endif %} fällig.',
    ],
    overdue: [
      'Nacharbeit ist überfällig',
      'Die Nacharbeit an dieser Frage war{% if at %} bis {{ at }}{% endif %} fällig.',
    ],
    'archive-warning': [
      'Seit 83 Tagen still',
      'Mit dieser Frage ist seit 83 Tagen nichts geschehen; nach 90 Tagen verlässt sie die Listen und steht im Archiv.',
    ],
    'referral-received': [
      'An {{ library }} weitergeleitet von {{ other }}',
      '{{ other }} hat eine Frage an Ihre Bibliothek weitergeleitet.',
    ],
    'expert-referral': [
      '{{ other }} bittet um Ihr Fachwissen',
      '{{ other }} hat eine Frage an Sie weitergeleitet.',
    ],
    'referral-returned': [
      'An {{ library }} zurückgegeben{% if other %} von {{ other }}{% endif %}',
      'Eine Frage, die Ihre Bibliothek weitergeleitet hatte, wurde{% if other %} von {{ other }}{% endif %} zurückgegeben.',
    ],
    'referral-withdrawn': [
      'Zurückgezogen von {{ other }}',
      '{{ other }} hat eine Frage zurückgezogen, die an Ihre Bibliothek weitergeleitet war.',
    ],
    'answer-sent': [
      'Beantwortet von {{ other | default: "einer anderen Bibliothek" }}',
      '{{ other | default: "Eine andere Bibliothek" }} hat die Frage beantwortet.',
    ],
    'question-closed': [
      'Geschlossen{% if other %} von {{ other }}{% endif %}',
      'Eine Frage, die Ihre Bibliothek weitergeleitet hatte, wurde{% if other %} von {{ other }}{% endif %} geschlossen.',
    ],
    'review-feedback': [
      'Rückmeldung zu Ihrem Chat',
      'Bei der Durchsicht wurde Ihnen eine Rückmeldung zu einem Chat hinterlassen; sie steht unter Rückmeldungen.',
    ],
    'quality-forward': [
      'Zur Qualitätsprüfung weitergegeben',
      'Eine Mitschrift wurde zur Qualitätsprüfung weitergegeben.',
    ],
    'delivery-failed': [
      'Eine E-Mail nach außen {% if uncertain %}ist vielleicht nicht angekommen{% else %}konnte nicht zugestellt werden{% endif %}',
      'Eine E-Mail nach außen ({{ what }}) {% if uncertain %}wurde vielleicht zugestellt, vielleicht nicht: der Mailserver hat nichts gesagt. Sehen Sie die E-Mails der Frage an, bevor Sie sie noch einmal senden.{% else %}konnte nicht zugestellt werden{% if reply %} (der Mailserver meldete {{ reply }}){% endif %}.{% endif %}',
    ],
    'membership-requested': [
      '{{ other }} möchte {{ group }} beitreten',
      '{{ other }} möchte {{ group }} beitreten.',
    ],
    'membership-approved': [
      '{{ library }} ist {{ group }} beigetreten',
      '{{ library }} ist jetzt Mitglied von {{ group }}.',
    ],
    'membership-rejected': [
      '{{ group }} hat {{ library }} nicht aufgenommen',
      '{{ group }} hat {{ library }} nicht aufgenommen.',
    ],
    'membership-inactivated': [
      '{{ library }} ruht in {{ group }}',
      'Die Mitgliedschaft von {{ library }} in {{ group }} ruht vorerst.',
    ],
    'membership-blocked': [
      '{{ library }} ist in {{ group }} gesperrt',
      '{{ library }} wurde in {{ group }} gesperrt.',
    ],
    'membership-left': [
      '{{ library }} hat {{ group }} verlassen',
      '{{ library }} hat {{ group }} verlassen.',
    ],
    'profile-activated': [
      'Das Profil von {{ library }} ist aktiv',
      'Das Profil von {{ library }} ist aktiv: die Bibliothek kann Fragen weiterleiten und empfangen und Gruppen beitreten.',
    ],
    'policy-accepted': [
      'Der Chat-Dienst von {{ library }} ist bereit',
      'Die Seite mit den Regeln von {{ library }} ist angenommen, und die erste Chat-Warteschlange ist eingerichtet. Sie können jetzt auf Ihren Seiten auf Ihr Chat-Formular verlinken.',
    ],
    'profile-submitted': [
      'Das Profil von {{ library }} wurde eingereicht',
      '{{ library }} hat das eigene Profil zur Freigabe eingereicht.',
    ],
    'shared-question': [
      'In der gemeinsamen Nacharbeit von {{ group }}',
      '{{ library }} hat Dienst für {{ group }}: eine Frage ist in die gemeinsame Nacharbeit gekommen.',
    ],
    'mail-held': [
      'Eine E-Mail an {{ library }} wartet auf Bearbeitung',
      'Eine E-Mail konnte nicht von selbst zugeordnet werden. Bitte sehen Sie sie bei {{ library }} unter den eingegangenen E-Mails durch.',
    ],
    'shared-waiting': [
      'In der gemeinsamen Nacharbeit von {{ group }}: {{ what }}',
      '{{ library }} hat ab jetzt Dienst für {{ group }}. In der gemeinsamen Nacharbeit warten: {{ what }}.',
    ],
    'duty-missed': [
      '{{ library }} hat nicht nach der gemeinsamen Nacharbeit gesehen',
      '{{ library }} hat Dienst für {{ group }} ({{ at }}{% if what %}, {{ what }}{% endif %}), und niemand hat gemeldet, dass nach der gemeinsamen Nacharbeit gesehen wurde.',
    ],
    'duty-uncovered': [
      'Ein Dienst von {{ group }} ist unbesetzt',
      'Niemand hat den Dienst für {{ group }}, der am {{ at }} beginnt{% if what %} ({{ what }}){% endif %}; der Plan nennt {{ other }}.',
    ],
    'cover-requested': [
      '{{ other }} bittet um Vertretung',
      '{{ other }} kann den Dienst für {{ group }} nicht übernehmen, der am {{ at }} beginnt{% if what %} ({{ what }}){% endif %}, und bittet um Vertretung.',
    ],
    'cover-taken': [
      '{{ other }} übernimmt einen Dienst',
      '{{ other }} hat den Dienst für {{ group }} übernommen, der am {{ at }} beginnt{% if what %} ({{ what }}){% endif %}.',
    ],
    'account-invitation': [
      'Ihr Konto bei {{ library }}',
      'Für Sie wurde ein Konto bei {{ library }} angelegt. Wählen Sie mit diesem Link ein Passwort; er gilt bis {{ at }}.',
    ],
    'password-reset': [
      'Wählen Sie ein neues Passwort',
      'Jemand, vermutlich Sie, hat um ein neues Passwort gebeten. Wählen Sie es mit diesem Link; er gilt bis {{ at }}. Waren Sie es nicht, ändert sich nichts.',
    ],
    'logins-refused': [
      'Fehlgeschlagene Anmeldeversuche',
      'Jemand hat mehrmals versucht, sich bei {{ library }} mit Ihrer Adresse und einem falschen Passwort anzumelden. Versuche von dort werden eine Viertelstunde lang abgelehnt; wo Sie sich schon einmal angemeldet haben, können Sie es weiterhin. Wenn Sie es nicht waren, brauchen Sie nichts zu tun, außer Ihr Passwort ist leicht zu erraten.',
    ],
    'second-factor-reset': [
      'Ihr zweiter Faktor wurde entfernt',
      'Jemand aus der Verwaltung hat den zweiten Faktor Ihres Kontos bei {{ library }} entfernt: die Authentifizierungs-App, die Passkeys und die Wiederherstellungscodes. Sie sind überall abgemeldet. Wenn Sie nicht darum gebeten haben, melden Sie es Ihrer Verwaltung und wählen Sie ein neues Passwort.',
    ],
    'notification-test': [
      'Test der Benachrichtigungsadresse von {{ library }}',
      'Dies ist ein Test: {{ library }} erfährt unter dieser Adresse von neuen Fragen und Weiterleitungen.',
    ],
  },
};
