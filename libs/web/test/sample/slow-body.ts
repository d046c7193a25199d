import { request } from 'node:http';
import { connect, type Socket } from 'node:net';

/** A request whose body is announced, and sent only as far as the test says. */
export interface SlowBody {
  readonly socket: Socket;
  /** The status line's number, once there is an answer. */
  readonly status: Promise<number>;
}

export function sendSlowly(
  port: number,
  path: string,
  headers: Record<string, string>,
  sent: Buffer | undefined,
): SlowBody {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`);
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  if (sent) socket.write(sent);
  const status = new Promise<number>((resolve) => {
    socket.once('data', (first) => resolve(Number(String(first).slice(9, 12))));
    socket.once('close', () => resolve(0));
  });
  return { socket, status };
}

/** Sends a whole body whatever is answered meanwhile, as proxies do; fails when the connection breaks before the answer. */
export function sendWhole(
  url: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers });
    sending.on('error', reject);
    sending.on('response', (answer) => {
      answer.on('error', reject).on('end', () => resolve(answer.statusCode));
      answer.resume();
    });
    for (let at = 0; at < body.length; at += 65_536) sending.write(body.subarray(at, at + 65_536));
    sending.end();
  });
}
