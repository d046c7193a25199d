import { createSocket } from 'node:dgram';

/** A name server that answers every TXT question with these texts; `silent` it answers nothing. */
export interface DnsServer {
  /** `127.0.0.1:<port>` */
  readonly address: string;
  readonly texts: Map<string, string[]>;
  silent: boolean;
  stop(): Promise<void>;
}

export async function aDnsServer(): Promise<DnsServer> {
  const texts = new Map<string, string[]>();
  const socket = createSocket('udp4');
  const server = { address: '', texts, silent: false, stop: () => closed };
  const closed = new Promise<void>((resolve) => socket.on('close', resolve));
  socket.on('message', (query, from) => {
    if (server.silent) return;
    const labels: string[] = [];
    let at = 12;
    for (; query[at]! > 0; at += query[at]! + 1)
      labels.push(query.subarray(at + 1, at + 1 + query[at]!).toString('latin1'));
    const question = query.subarray(12, at + 5);
    const found = texts.get(labels.join('.').toLowerCase()) ?? [];
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(found.length > 0 ? 0x8180 : 0x8183, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(found.length, 6);
    header.fill(0, 8, 12);
    const answers = found.map((text) => {
      const data = Buffer.from(text);
      const head = Buffer.alloc(13);
      head.writeUInt16BE(0xc00c, 0);
      head.writeUInt16BE(16, 2);
      head.writeUInt16BE(1, 4);
      head.writeUInt16BE(data.length + 1, 10);
      head.writeUInt8(data.length, 12);
      return Buffer.concat([head, data]);
    });
    socket.send(Buffer.concat([header, question, ...answers]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  server.address = `127.0.0.1:${socket.address().port}`;
  server.stop = () => {
    socket.close();
    return closed;
  };
  return server;
}
