import { lidOf, toJid } from './numbers';

describe('numbers', () => {
  it.each([
    ['15550001111', '15550001111@s.whatsapp.net'],
    ['+1 (555) 000 1111', '15550001111@s.whatsapp.net'],
    ['15550001111@s.whatsapp.net', '15550001111@s.whatsapp.net'],
    ['198765432109876@lid', '198765432109876@lid'],
    ['120363012345678901', '120363012345678901@g.us'],
    ['5511999998888-1612345678901', '5511999998888-1612345678901@g.us'],
    ['', '@s.whatsapp.net'],
    ['5215512345678', '525512345678@s.whatsapp.net'],
    ['5491112345678', '541112345678@s.whatsapp.net'],
    ['5511987654321', '5511987654321@s.whatsapp.net'],
    ['5551987654321', '555187654321@s.whatsapp.net'],
  ])('%s is addressed as %s', (number, jid) => {
    expect(toJid(number)).toBe(jid);
  });

  it('gives a number the same hidden identity every time, and another number another', () => {
    expect(lidOf('15550001111@s.whatsapp.net')).toMatch(/^\d{15}@lid$/);
    expect(lidOf('15550001111@s.whatsapp.net')).toBe(lidOf('15550001111@s.whatsapp.net'));
    expect(lidOf('15550001111@s.whatsapp.net')).not.toBe(lidOf('15550001112@s.whatsapp.net'));
  });
});
