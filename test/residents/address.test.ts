import { describe, expect, it } from 'vitest';
import { readPhone, readTelegram } from '../../src/residents/address.ts';

describe('a phone', () => {
  it.each([
    '+77011234567',
    '77011234567',
    '87011234567',
    '7011234567',
    '8 701 123 45 67',
    '+7 (701) 123-45-67',
    '8(701)1234567',
    '8-701-123-45-67',
    '+7 701 123 45 67',
    '8\u00a0701\u00a0123\u201145\u201167',
    ' 8 701 1234567 ',
    '+8 701 123 45 67',
    "'87011234567",
    '77011234567.0',
    'тел. 87011234567',
    '\u202a+77011234567\u202c',
  ])('is the same number when written %j', (cell) => {
    expect(readPhone(cell)).toEqual({ kind: 'address', address: '+77011234567' });
  });

  it.each([
    ['8 (727) 250-00-00', '+77272500000'],
    ['+996 700 123456', '+996700123456'],
    ['+7 916 123-45-67', '+79161234567'],
    ['79161234567', '+79161234567'],
    ['+1 415 555 2671', '+14155552671'],
  ])('may be fixed or foreign: %j', (cell, address) => {
    expect(readPhone(cell)).toEqual({ kind: 'address', address });
  });

  it.each([
    '12345',
    '8701123456',
    '870112345678',
    'жоқ',
    '-',
    '87011234567 / 87021234567',
    '87011234567, 87021234567',
    '8 701 123 45 67 доб. 5',
  ])('that cannot be called is refused without being repeated: %j', (cell) => {
    expect(readPhone(cell)).toEqual({ kind: 'bad', reason: 'phone cannot be read' });
  });

  it.each(['7,70E+10', '7.70113E+10', '7,7e10'])('that a spreadsheet has rounded is refused with the remedy: %j', (cell) => {
    expect(readPhone(cell)).toEqual({ kind: 'bad', reason: expect.stringContaining('format the column as text') });
  });

  it('may be absent', () => {
    expect(readPhone('  ')).toEqual({ kind: 'empty' });
  });
});

describe('a Telegram chat id', () => {
  it.each(['1', '123456789', '4503599627370495', ' 42 ', '42.0'])('is a positive number of at most 52 bits: %j', (cell) => {
    expect(readTelegram(cell)).toEqual({ kind: 'address', address: cell.trim().replace('.0', '') });
  });

  it.each(['4503599627370496', '0', '-100123', '@aigul', '12a', '1 2', '007', '99999999999999999999'])('is nothing else: %j', (cell) => {
    expect(readTelegram(cell)).toEqual({ kind: 'bad', reason: expect.stringContaining('chat id') });
  });

  it('that a spreadsheet has rounded is refused with the remedy', () => {
    expect(readTelegram('5,12E+09')).toEqual({ kind: 'bad', reason: expect.stringContaining('format the column as text') });
  });
});
