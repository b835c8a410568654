// What may be sent to Meta to be verified.
import { faultOf, readCredentials } from './credentials';

test('a field says what is wrong with it before anybody is asked', () => {
  expect(faultOf('phoneNumberId', ' ')).toBe('missing');
  expect(faultOf('phoneNumberId', '+1 555')).toBe('digits');
  expect(faultOf('phoneNumberId', ' 106540352242922 ')).toBeUndefined();
  expect(faultOf('token', 'EAAG')).toBe('short');
  expect(faultOf('token', 'EAAGm0PX4ZCps')).toBeUndefined();
});

test('credentials are read only when every field of the channel may be right, without the spaces of a paste', () => {
  expect(readCredentials('messenger', { pageId: '123456' })).toBeUndefined();
  expect(readCredentials('messenger', { pageId: ' 123456', token: 'EAAGm0PX4ZCps\n' })).toEqual({
    pageId: '123456',
    pageAccessToken: 'EAAGm0PX4ZCps',
  });
  expect(
    readCredentials('whatsapp_cloud', { phoneNumberId: '106540', wabaId: '102290', token: 'EAAGm0PX4ZCps' }),
  ).toEqual({
    phoneNumberId: '106540',
    wabaId: '102290',
    accessToken: 'EAAGm0PX4ZCps',
  });
  expect(readCredentials('instagram', { igUserId: '1784', token: 'IGAAm0PX4ZCps' })).toEqual({
    igUserId: '1784',
    accessToken: 'IGAAm0PX4ZCps',
  });
});
