import { Type } from 'typebox';
import { Described, Exactly, OneOf } from './schema.js';
import { setting } from './setting.js';

/** Whether it is an address of IPv4 or IPv6, or a network of them with its length: 192.0.2.0/24. */
function isNetwork(written: string): boolean {
  const [address = '', bits, ...more] = written.split('/');
  if (more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false;
  if (address.includes(':')) {
    return URL.canParse(`http://[${address}]`) && !/[%[\]@]/.test(address) && Number(bits ?? 128) <= 128;
  }
  const parts = address.split('.');
  const fits =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  return fits && Number(bits ?? 32) <= 32;
}

/** A task for the patron's device, against programs that ask in people's place. */
export const patronChallenge = setting({
  key: 'patron-challenge',
  level: 'institution',
  schema: Exactly({
    use: Described(OneOf('never', 'always'), 'whether there is a task'),
    effort: Described(OneOf('light', 'normal', 'strong'), 'how large it is'),
    networks: Type.Array(Type.String({ pattern: '^[0-9a-fA-F:.]+(/[0-9]{1,3})?$', maxLength: 50 }), {
      maxItems: 50,
      uniqueItems: true,
      description: 'from where no task is asked: the reading room, 192.0.2.0/24',
    }),
  }),
  default: { use: 'never', effort: 'normal', networks: [] },
  faults: ({ networks }) =>
    networks.flatMap((one, n) =>
      isNetwork(one) ? [] : [`/networks/${n} must be an address, or a network such as 192.0.2.0/24`],
    ),
  inEvents: true,
  description:
    "Whether a patron's device solves a small task before a question is taken, how large it is, and from which networks not (R-2.6)",
});
