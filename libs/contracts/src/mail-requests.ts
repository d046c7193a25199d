import { Type } from 'typebox';
import { Address, contract, Line, MailFiles, Quoted, Subject, Text } from './request-contract.js';
import { Exactly, Id, Nullable, OneOf } from './schema.js';

/** How a mail found its question; `person`: somebody released it (B15). */
export const MatchedBy = OneOf('token', 'references', 'subject', 'person');

/** What is asked when mail has come in. */
export const mailRequests = {
  /** The library whose patrons ask questions by mail to this address (setting question-address). */
  questionAddress: contract(
    'admin.question-address',
    Exactly({ address: Type.String({ maxLength: 254 }) }),
    Exactly({ institutionId: Nullable(Id) }),
  ),
  /** A patron's reply by mail (rows 35 to 38); the same message again changes nothing. */
  patronReply: contract(
    'questions.patron-reply',
    Exactly({
      questionId: Id,
      messageId: Id,
      text: Text,
      quoted: Quoted,
      matchedBy: MatchedBy,
      files: MailFiles,
    }),
    Exactly({ questionId: Id }),
  ),
  /** A mail to a library's address becomes a question of the mail's own id (row 11); the same mail again changes nothing. */
  mailQuestion: contract(
    'questions.mail-question',
    Exactly({
      mailId: Id,
      institutionId: Id,
      patron: Exactly({ name: Nullable(Line), email: Address }),
      subject: Nullable(Subject),
      text: Text,
      files: MailFiles,
    }),
    Exactly({ questionId: Id, number: Line }),
  ),
  /** What came about a question and nobody wrote (row 39): a note of the system's that moves nothing. */
  automaticMail: contract(
    'questions.automatic-mail',
    Exactly({ questionId: Id, messageId: Id, text: Text, quoted: Quoted }),
    Exactly({ questionId: Id }),
  ),
  /** The question that people know by this number; null when there is none or it is erased. */
  questionByNumber: contract(
    'questions.by-number',
    Exactly({ number: Type.String({ pattern: '^[0-9]{1,15}$' }) }),
    Exactly({ questionId: Nullable(Id) }),
  ),
} as const;
