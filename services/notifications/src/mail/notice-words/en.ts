/** Notices to staff, and the small words around them, in English. */
export const en = {
  question: 'Question',
  reason: 'Reason:',
  sentBy: 'Sent to {{ library }} by Carrel. Sign in to see more:',
  together: '{{ count }} notices',
  mails: {
    answer: 'answer',
    'clarification-request': 'clarification request',
    'library-message': 'message',
    'chat-transcript': 'chat transcript',
    'new-account-from-chat': 'chat transcript',
    'new-question': 'receipt',
    'new-account': 'receipt',
    'question-merged': 'notice of a merged question',
    'question-split': 'notice of two questions',
    'patron-link': 'link to own questions',
    'refer-by-email': 'referral by e-mail',
  },
  figures: {
    before: 'before:',
    questions: 'Questions',
    response: 'Median time to the first answer',
    completion: 'Median time until nothing was open',
    requested: 'Chats asked for',
    accepted: 'Chats accepted',
    missed: 'Requests that nobody served',
    waiting: 'Median wait',
    firstResponse: 'Median time to the first line of a librarian',
    length: 'Median length of a chat',
  },
  notices: {
    'statistics-report': [
      'Numbers of {{ library }}: {{ what }}',
      'These are the numbers of {{ library }} from {{ what }}, practice and lost calls left out of the questions.',
    ],
    'webhook-disabled': [
      'A webhook of {{ library }} has been switched off',
      'The webhook endpoint {{ what }} of {{ library }} has been switched off: it has taken nothing for days, has said that it is gone, or whoever set it up is no administrator any more. What waited for it is kept for 90 days; switch it on again and have it sent once more.',
    ],
    'new-question': ['New question for {{ library }}', 'A new question has arrived.'],
    'followup-needed': [
      'Follow-up needed at {{ library }}',
      'A chat transcript needs follow-up by your library.',
    ],
    assigned: ['Assigned to you', 'A question has been assigned to you.'],
    unassigned: ['Nobody works on it any more', 'A question of {{ library }} has nobody assigned any more.'],
    'patron-replied': [
      'The patron has replied',
      'The patron has replied; the reply is in the history of the question.',
    ],
    'partner-replied': [
      'An answer to your referral has come',
      'The expert or e-mail partner has replied; the reply is in the history of the question.',
    ],
    'claim-lost': [
      'Taken back{% if other %} by {{ other }}{% endif %}',
      "The patron's library has taken back a question that {{ library }} worked on.",
    ],
    reopened: ['Opened again', 'A question of {{ library }} has been opened again and waits for follow-up.'],
    'due-soon': [
      'Follow-up is due soon',
      'Follow-up of this question is due{% if at %} by {{ at }}{% endif %}.',
    ],
    overdue: [
      'Follow-up is overdue',
      'Follow-up of this question was due{% if at %} by {{ at }}{% endif %}.',
    ],
    'archive-warning': [
      'Quiet for 83 days',
      'Nothing has happened to this question for 83 days; after 90 it leaves the lists for Service History.',
    ],
    'referral-received': [
      'Referred to {{ library }} by {{ other }}',
      '{{ other }} has referred a question to your library.',
    ],
    'expert-referral': ['{{ other }} asks for your expertise', '{{ other }} has referred a question to you.'],
    'referral-returned': [
      'Returned to {{ library }} by {{ other | default: "the receiver" }}',
      '{{ other | default: "The receiver" }} has returned a question that your library referred.',
    ],
    'referral-withdrawn': [
      'Taken back by {{ other }}',
      '{{ other }} has taken back a question that it had referred to your library.',
    ],
    'answer-sent': [
      'Answered by {{ other | default: "another library" }}',
      '{{ other | default: "Another library" }} has sent the patron an answer.',
    ],
    'question-closed': [
      'Closed{% if other %} by {{ other }}{% endif %}',
      'A question that your library referred has been closed{% if other %} by {{ other }}{% endif %}.',
    ],
    'review-feedback': [
      'Feedback on your chat',
      'A reviewer has left you feedback on a chat; it is under Feedback.',
    ],
    'quality-forward': [
      'Forwarded for quality review',
      'A transcript has been forwarded for quality review.',
    ],
    'delivery-failed': [
      'A mail to the patron {% if uncertain %}may not have arrived{% else %}could not be delivered{% endif %}',
      'A mail to the patron ({{ what }}) {% if uncertain %}may have been delivered or not: the mail server did not say. Look at the mails of the question before you send it again.{% else %}could not be delivered{% if reply %} (the mail server said {{ reply }}){% endif %}.{% endif %}',
    ],
    'membership-requested': ['{{ other }} asks to join {{ group }}', '{{ other }} asks to join {{ group }}.'],
    'membership-approved': [
      '{{ library }} has joined {{ group }}',
      '{{ library }} is now a member of {{ group }}.',
    ],
    'membership-rejected': [
      '{{ group }} has not admitted {{ library }}',
      '{{ group }} has not admitted {{ library }}.',
    ],
    'membership-inactivated': [
      '{{ library }} is inactive in {{ group }}',
      'The membership of {{ library }} in {{ group }} is inactive for the time being.',
    ],
    'membership-blocked': [
      '{{ library }} is blocked in {{ group }}',
      '{{ library }} has been blocked in {{ group }}.',
    ],
    'membership-left': ['{{ library }} has left {{ group }}', '{{ library }} has left {{ group }}.'],
    'profile-activated': [
      'The profile of {{ library }} is active',
      'The profile of {{ library }} is active: it can refer, be referred to, and join groups.',
    ],
    'policy-accepted': [
      'The chat service of {{ library }} is ready',
      'The policy page of {{ library }} is accepted and its primary chat queue is set up. You can now place links to your chat form on your pages.',
    ],
    'profile-submitted': [
      'The profile of {{ library }} has been submitted',
      '{{ library }} has submitted its profile for approval.',
    ],
    'shared-question': [
      'In Shared Followup of {{ group }}',
      '{{ library }} is on duty for {{ group }}: a question has been put into Shared Followup.',
    ],
    'mail-held': [
      'A mail for {{ library }} waits for a person',
      'A mail could not be filed by itself and waits for somebody of {{ library }} to look at it, under incoming mail.',
    ],
    'shared-waiting': [
      'In Shared Followup of {{ group }}: {{ what }}',
      '{{ library }} is on duty for {{ group }} from now on. Waiting in Shared Followup: {{ what }}.',
    ],
    'duty-missed': [
      'Shared Followup was not checked by {{ library }}',
      '{{ library }} is on duty for {{ group }} ({{ at }}{% if what %}, {{ what }}{% endif %}), and nobody has said that Shared Followup was checked.',
    ],
    'duty-uncovered': [
      'Nobody has a duty of {{ group }}',
      'Nobody has the duty of {{ group }} that begins {{ at }}{% if what %} ({{ what }}){% endif %}; the rota names {{ other }}.',
    ],
    'cover-requested': [
      '{{ other }} asks for cover',
      '{{ other }} cannot do its duty for {{ group }} that begins {{ at }}{% if what %} ({{ what }}){% endif %} and asks for cover.',
    ],
    'cover-taken': [
      '{{ other }} takes over a duty',
      '{{ other }} has taken over the duty for {{ group }} that begins {{ at }}{% if what %} ({{ what }}){% endif %}.',
    ],
    'account-invitation': [
      'Your account at {{ library }}',
      'An account has been made for you at {{ library }}. Choose a password with this link; it is good until {{ at }}.',
    ],
    'password-reset': [
      'Choose a new password',
      'Somebody, probably you, has asked for a new password. Choose it with this link; it is good until {{ at }}. If it was not you, nothing changes.',
    ],
    'logins-refused': [
      'Failed attempts to sign in',
      'Somebody has tried several times to sign in at {{ library }} with your address and a wrong password. Tries from there are refused for a quarter of an hour; you can still sign in where you have done so before. If it was not you, there is nothing to do unless your password is easy to guess.',
    ],
    'second-factor-reset': [
      'Your second factor was removed',
      'An administrator has removed the second factor of your account at {{ library }}: the authenticator app, the passkeys and the recovery codes. You have been signed out everywhere. If you did not ask for this, tell your administrator and choose a new password.',
    ],
    'notification-test': [
      'Test of the notification address of {{ library }}',
      'This is a test: {{ library }} will hear of new questions and referrals at this address.',
    ],
  },
} as const;
