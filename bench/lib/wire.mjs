import { connect } from 'node:net';

/** A kept connection that sends one request at a time: as cheap as a client can be, so that the service is measured. */
export class Wire {
  waiting;
  rest = '';

  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true);
      socket.once('connect', () => resolve(new Wire(socket))).once('error', reject);
    });
  }

  constructor(socket) {
    this.socket = socket.setEncoding('utf8');
    socket.on('data', (text) => this.read(text));
    socket.on('close', () => this.waiting?.reject(new Error('the connection was closed')));
  }

  post(path, authorization, body) {
    const text = JSON.stringify(body);
    this.socket.write(
      `POST ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
    return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
  }

  close() {
    this.waiting = undefined;
    this.socket.destroy();
  }

  read(text) {
    this.rest += text;
    const end = this.rest.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.rest)?.[1]);
    if (this.rest.length < end + 4 + length) return;
    const status = Number(this.rest.slice(9, 12));
    const body = this.rest.slice(end + 4);
    this.rest = '';
    this.waiting?.resolve({ status, body });
  }
}

/** An open stream; `onLine` receives each line's number and data as they arrive. */
export function follow(port, path, authorization, onLine, from = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from }).setEncoding('utf8');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: ${authorization}\r\n\r\n`);
    let rest = '';
    let open = false;
    socket.on('data', (text) => {
      rest += text;
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const block = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (block.includes('event: close')) onLine(0, block);
        const [, seq] = /^id: [0-9a-f]+-(\d+)$/m.exec(block) ?? [];
        if (seq && block.includes('event: message')) onLine(Number(seq), block);
        if (!open && block.includes('event: session')) resolve(socket);
        open ||= block.includes('event: session');
      }
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`no stream: ${rest}`)));
  });
}
