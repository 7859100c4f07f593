import { describe, expect, it } from 'vitest';
import { ask, tell } from '../../../src/channels/voice/twiml.ts';

const xml = (inside: string): string => `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`;
const goodbye = { language: 'ru', text: 'До свидания.' } as const;

describe('a question', () => {
  it('is asked once for each of its addresses, and can be answered while it is being said', () => {
    const alarm = { language: 'ru', text: 'Нужны люди. Нажмите 1.' } as const;
    const gather = (action: string): string =>
      `<Gather numDigits="1" timeout="6" action="${action}" method="POST"><Say language="ru-RU">Нужны люди. Нажмите 1.</Say></Gather>`;
    expect(ask({ prompt: [alarm], goodbye: [goodbye], actions: ['https://x.org/a?b=1&c=2', 'https://x.org/again'] })).toBe(
      xml(`${gather('https://x.org/a?b=1&amp;c=2')}${gather('https://x.org/again')}<Say language="ru-RU">До свидания.</Say><Hangup/>`),
    );
  });

  it('speaks English to those who do', () => {
    expect(tell([{ language: 'en', text: 'Goodbye.' }])).toBe(xml('<Say language="en-US">Goodbye.</Say><Hangup/>'));
  });
});

describe('what is told', () => {
  it('ends the call', () => {
    expect(tell([goodbye, goodbye])).toBe(xml('<Say language="ru-RU">До свидания.</Say><Say language="ru-RU">До свидания.</Say><Hangup/>'));
  });

  it('is nothing to a machine', () => {
    expect(tell([])).toBe(xml('<Hangup/>'));
  });

  it('cannot become a verb', () => {
    expect(tell([{ language: 'en', text: '</Say><Dial>+1</Dial>' }])).not.toContain('<Dial>');
  });
});
