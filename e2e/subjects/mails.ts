import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { ok } from '@carrel/client';
import { eventually } from '../../tools/src/journey/client.js';
import type { Scene } from '../scene.js';
import { nothing, saying, type Make } from './make.js';

/** A mail to Cedar that is listed and has joined nothing, with something attached. */
const refused: Make = async (scene: Scene) => {
  const subject = randomUUID();
  const { hostname, port } = new URL(scene.mailIn);
  const transport = createTransport({ host: hostname, port: Number(port), ignoreTLS: true });
  await transport.sendMail({
    envelope: { from: `${subject}@patron.example`, to: 'ask@cedar.example' },
    from: `${subject}@patron.example`,
    to: 'ask@cedar.example',
    subject,
    text: 'News',
    headers: { Precedence: 'bulk' },
    attachments: [{ filename: 'news.txt', content: 'News' }],
  });
  return eventually(async () => {
    const listed = { params: { query: { status: 'refused' as const } } };
    const { items } = await ok(scene.staff.iadm.notifications.GET('/v1/incoming-mails', listed));
    const mail = items.find((item) => item.subject === subject);
    if (!mail) throw new Error('the mail is not listed yet');
    return { path: { id: mail.id, attachmentId: mail.attachments[0]!.id } };
  });
};

const at = '/api/notifications/v1/incoming-mails';
export const mails: Record<string, Make> = {
  [`GET ${at}`]: nothing,
  [`GET ${at}/{id}`]: refused,
  [`GET ${at}/{id}/original`]: refused,
  [`GET ${at}/{id}/attachments/{attachmentId}`]: refused,
  [`POST ${at}/{id}/release`]: saying(refused, () => ({ as: 'question' })),
  [`POST ${at}/{id}/reject`]: refused,
};
