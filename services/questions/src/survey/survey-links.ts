import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { surveyForms, type SurveyForm } from '@carrel/contracts';
import { parse, stringify } from 'uuid';

/** What a link is for: one form about one chat session or one question of one library's patron. */
export interface SurveySubject {
  readonly form: SurveyForm;
  readonly institutionId: string;
  /** The session of `chat-session`, the question of `ask-answers`. */
  readonly subjectId: string;
}

const macBytes = 16;
const bodyBytes = 33;

/** Signed links to surveys (R137, R138): its holder may answer once, without a sign-in; nothing is stored for it. */
export class SurveyLinks {
  private readonly keys: readonly Buffer[];

  /** @param secrets what keys are derived from, so that replicas share them: the first signs, any of them reads. */
  constructor(secrets: readonly [string, ...string[]]) {
    this.keys = secrets.map((secret) =>
      Buffer.from(hkdfSync('sha256', secret, '', 'carrel survey link', 32)),
    );
  }

  /** 66 characters of base64url. */
  sign({ form, institutionId, subjectId }: SurveySubject): string {
    const body = Buffer.concat([
      Buffer.from([surveyForms.indexOf(form)]),
      parse(institutionId) as Uint8Array,
      parse(subjectId) as Uint8Array,
    ]);
    return Buffer.concat([body, macOf(this.keys[0]!, body)]).toString('base64url');
  }

  /** Undefined for a token that was not signed here. */
  read(token: string): SurveySubject | undefined {
    const bytes = Buffer.from(token, 'base64url');
    // Only one way to write a token: else the same link could be answered under two.
    if (bytes.length !== bodyBytes + macBytes || bytes.toString('base64url') !== token) return undefined;
    const body = bytes.subarray(0, bodyBytes);
    const mac = bytes.subarray(bodyBytes);
    if (!this.keys.some((key) => timingSafeEqual(mac, macOf(key, body)))) return undefined;
    const form = surveyForms[body[0]!];
    if (!form) return undefined;
    return {
      form,
      institutionId: stringify(body.subarray(1, 17)),
      subjectId: stringify(body.subarray(17, 33)),
    };
  }
}

const macOf = (key: Buffer, body: Buffer): Buffer =>
  createHmac('sha256', key).update(body).digest().subarray(0, macBytes);

/** What is stored of a link that was used: it cannot be made again without the secret. */
export const hashOfLink = (token: string): string => createHash('sha256').update(token).digest('hex');
