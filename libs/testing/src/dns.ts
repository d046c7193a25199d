import { createSocket } from 'node:dgram';

const TXT = 16;
const MX = 15;

/** A name server of these TXT and MX records; `silent` it answers nothing. */
export interface DnsServer {
  /** `127.0.0.1:<port>` */
  readonly address: string;
  readonly texts: Map<string, string[]>;
  /** The mail server of a domain. */
  readonly mailServers: Map<string, string>;
  silent: boolean;
  stop(): Promise<void>;
}

export async function aDnsServer(): Promise<DnsServer> {
  const texts = new Map<string, string[]>();
  const mailServers = new Map<string, string>();
  const socket = createSocket('udp4');
  const server = { address: '', texts, mailServers, silent: false, stop: () => closed };
  const closed = new Promise<void>((resolve) => socket.on('close', resolve));
  socket.on('message', (query, from) => {
    if (server.silent) return;
    const labels: string[] = [];
    let at = 12;
    for (; query[at]! > 0; at += query[at]! + 1)
      labels.push(query.subarray(at + 1, at + 1 + query[at]!).toString('latin1'));
    const question = query.subarray(12, at + 5);
    const name = labels.join('.').toLowerCase();
    const type = query.readUInt16BE(at + 1);
    const mailServer = mailServers.get(name);
    const found =
      type === TXT
        ? (texts.get(name) ?? []).map(textData)
        : type === MX && mailServer
          ? [mailData(mailServer)]
          : [];
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(found.length > 0 ? 0x8180 : 0x8183, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(found.length, 6);
    header.fill(0, 8, 12);
    const answers = found.map((data) => {
      const head = Buffer.alloc(12);
      head.writeUInt16BE(0xc00c, 0);
      head.writeUInt16BE(type, 2);
      head.writeUInt16BE(1, 4);
      head.writeUInt16BE(data.length, 10);
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

/** In pieces of at most 255 bytes, as a TXT record has them. */
function textData(text: string): Buffer {
  const pieces = text.match(/.{1,255}/gs) ?? [''];
  return Buffer.concat(pieces.flatMap((piece) => [Buffer.from([piece.length]), Buffer.from(piece)]));
}

function mailData(host: string): Buffer {
  const labels = host.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  return Buffer.concat([Buffer.from([0, 10]), ...labels, Buffer.from([0])]);
}
