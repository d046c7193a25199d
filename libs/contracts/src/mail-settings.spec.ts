import { describe, expect, it } from '@jest/globals';
import { customMessageTypes, messageTokens } from './mail-settings.js';
import { faultsOfSetting, settings, storedForm } from './settings.js';

const message = (more: object = {}) => ({
  type: 'answer',
  language: 'en',
  use: 'custom',
  greeting: 'Dear {{ patron }},',
  text: 'Question {{number}} is answered.',
  ...more,
});
const faults = (...messages: object[]) => faultsOfSetting('custom-messages', { messages });

describe('Mail settings', () => {
  it('[R130] addresses may be written as one text, separated by semicolons', () => {
    const written = { enabled: true, addresses: ' desk@fir.example; list@fir.example;;desk@fir.example ' };
    const value = storedForm('email-notification', written);
    expect(value).toEqual({ enabled: true, addresses: ['desk@fir.example', 'list@fir.example'] });
    expect(faultsOfSetting('email-notification', value)).toEqual([]);
    for (const odd of [null, 'text', { enabled: true }, { addresses: 7 }])
      expect(storedForm('email-notification', odd)).toEqual(odd);
    const wrong = storedForm('email-notification', {
      enabled: true,
      addresses: 'desk@fir.example; nonsense',
    });
    expect(faultsOfSetting('email-notification', wrong)).toEqual([expect.stringMatching(/^\/addresses\/1 /)]);
  });

  it('[R132][A18] there is one custom text per type, eight types with Custom Reply Text beside Refer by E-mail', () => {
    expect(new Set(customMessageTypes)).toEqual(
      new Set([
        ...['answer', 'clarification-request', 'new-account-from-chat', 'chat-transcript', 'new-account'],
        ...['new-question', 'acknowledgement-page', 'refer-by-email'],
      ]),
    );
    expect(Object.keys(messageTokens)).toHaveLength(9);
    expect(faults(message(), message({ language: 'es' }))).toEqual([]);
    expect(faults(message(), message())).toEqual(['/messages/1 is there twice: answer in en']);
  });

  it('[R132] an unknown token, or half of one, is refused where it stands', () => {
    expect(faults(message({ text: 'Call {{ phone }}' }))).toEqual([
      expect.stringMatching(/^\/messages\/0\/text has no token \{\{phone\}\}; there are \{\{patron\}\}/),
    ]);
    for (const text of [
      '{{ number',
      'number }}',
      '{% include "x" %}',
      '{{ number | upcase }}',
      '{{}}',
      '{{{{number}}}}',
    ])
      expect([text, faults(message({ greeting: text })).length > 0]).toEqual([text, true]);
    expect(
      faultsOfSetting('custom-reply-text', {
        enabled: true,
        texts: [{ language: 'en', text: '{{number}}' }],
      }),
    ).toHaveLength(1);
  });

  it('[R133] patron account information, [R131] Custom Reply Text and [R134] the outgoing address are off by default', () => {
    for (const key of ['patron-account-information', 'custom-reply-text', 'outgoing-address'] as const)
      expect(settings[key].default).toMatchObject({ enabled: false });
  });

  it('[R135] a sender has a name of one line or an address', () => {
    const sender = (more: object) =>
      faultsOfSetting('outgoing-address', { enabled: true, displayName: null, address: null, ...more });
    expect(sender({ displayName: 'Ask Fir' })).toEqual([]);
    expect(sender({})).toEqual(['/displayName is needed, or an address']);
    expect(sender({ displayName: 'Fir\r\nBcc: all@x.example' })).not.toEqual([]);
    expect(sender({ address: 'ask@fir.example\r\nBcc: all@x.example' })).not.toEqual([]);
  });
});
