import { once } from 'node:events';
import { connect } from 'node:net';

/** A connection to an SMTP door, written by hand. */
export async function aConversation(port: number) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  await once(socket, 'connect');
  return {
    write: (text: string) => void socket.write(text),
    /** What the server answers to `text`, once it matches; what it said before is gone. */
    async says(expected: RegExp, text?: string): Promise<string> {
      if (text !== undefined) socket.write(text);
      while (!expected.test(received)) await once(socket, 'data');
      const said = received;
      received = '';
      return said;
    },
    end: () => void socket.destroy(),
  };
}
