import { describe, expect, it } from 'vitest';
import {
  subscriptionFailureDaysOf,
  subscriptionNetworksOf,
} from '../../../../lib/application/settings/subscription-settings.ts';
import { addressFault, isAllowedAddress, networksOf } from '../../../../lib/delivery/index.ts';

describe('an address that is connected to', () => {
  const agreed = networksOf(['10.20.0.0/16', '::1/128']);

  it.each(['8.8.8.8', '2400:3200::1', '10.20.3.4', '::1'])('may be %s', (address) => {
    expect(isAllowedAddress(address, agreed)).toBe(true);
  });

  it.each([
    '10.21.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '100.100.100.200',
    'fd00::1',
    '::ffff:10.21.0.1',
    'x',
  ])('is not %s', (address) => expect(isAllowedAddress(address, agreed)).toBe(false));
});

describe('the address of a subscriber', () => {
  const none = networksOf([]);
  const loopback = networksOf(['127.0.0.0/8']);

  it('is https, and on one machine http too', () => {
    expect(addressFault('https://agency.example/hook?x=1', none)).toBeUndefined();
    expect(addressFault('http://127.0.0.1:29400/', loopback)).toBeUndefined();
    expect(addressFault('http://127.0.0.1:29400/', none)).toContain('private network');
    expect(addressFault('http://agency.example/', loopback)).toContain('not https');
    expect(addressFault('http://8.8.8.8/', loopback)).toContain('not https');
  });

  it('is not written in another way to lead inside', () => {
    for (const host of ['2130706433', '0x7f.1', '127.1', '[::ffff:127.0.0.1]', '0'])
      expect(addressFault(`https://${host}/`, none), host).toContain('private network');
  });
});

describe('the settings of subscribers', () => {
  it('are networks and days, and anything else stops the function', () => {
    const networks = subscriptionNetworksOf({ env: { SUBSCRIPTION_NETWORKS: ' 10.20.0.0/16  ::1/128' } });
    expect(isAllowedAddress('10.20.0.1', networks)).toBe(true);
    for (const text of ['10.20.0.0', 'all', '10.20.0.0/99', '10.20.0.0/x'])
      expect(() => subscriptionNetworksOf({ env: { SUBSCRIPTION_NETWORKS: text } }), text).toThrow(
        'SUBSCRIPTION_NETWORKS',
      );
    expect(subscriptionFailureDaysOf({ env: {} })).toBe(5);
    for (const text of ['0', '61', 'x'])
      expect(() => subscriptionFailureDaysOf({ env: { SUBSCRIPTION_FAILURE_DAYS: text } }), text).toThrow(
        'days',
      );
  });
});
