import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { aMailbox } from '../src/index.js';

it('A mailbox outlives a sender that gives up in the middle of a mail', async () => {
  const mailbox = await aMailbox();
  const port = Number(new URL(mailbox.url).port);
  const socket = connect(port, '127.0.0.1');
  for (const line of ['EHLO there', 'MAIL FROM:<a@example.org>', 'RCPT TO:<b@example.org>', 'DATA']) {
    await once(socket, 'data');
    socket.write(`${line}\r\n`);
  }
  await once(socket, 'data');
  socket.write('Subject: half');
  socket.destroy();
  const whole = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  await whole.sendMail({ from: 'a@example.org', to: 'b@example.org', subject: 'whole', text: 'whole' });
  expect(await mailbox.next('b@example.org')).toMatchObject({ subject: 'whole' });
  await mailbox.stop();
});
