// Receives webhooks on http://127.0.0.1:PORT and prints them. WEBHOOK_SECRET is what Carrel showed when the endpoint
// was made; during a rotation name both, separated by a space.
import { createServer } from 'node:http';
import { BadWebhook, webhookReceiver } from '@carrel/client-events';

const { PORT = '9090', WEBHOOK_SECRET = '' } = process.env;
const receive = webhookReceiver({
  secrets: WEBHOOK_SECRET.split(' '),
  handlers: {
    'question.created.v1': ({ id, data }) =>
      console.log(`question.created.v1 ${id}: question ${data.number} (${data.source})`),
    'webhook.tested.v1': ({ id }) => console.log(`webhook.tested.v1 ${id}`),
  },
});

const server = createServer(async (request, response) => {
  try {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    await receive(request.headers, body);
    response.writeHead(204).end();
  } catch (error) {
    console.error(String(error));
    response.writeHead(error instanceof BadWebhook ? 400 : 500).end();
  }
});
server.listen(Number(PORT), '127.0.0.1', () =>
  console.log(`waiting for webhooks on port ${server.address().port}`),
);
process.once('SIGTERM', () => server.close()).once('SIGINT', () => server.close());
