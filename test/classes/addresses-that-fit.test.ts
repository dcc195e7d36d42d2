import { expect, test } from 'vitest'
import { addressesThatFit } from '../../src/classes/addresses-that-fit.ts'

test.each([
  ['10.*', '10.0.0.1'],
  ['192.168.*', '192.168.0.1'],
  ['192.168.1.*', '192.168.1.1'],
  ['192.168.1?.*', '192.168.11.1'],
  ['10.*.*', '10.1.0.1'],
  ['*.5', '10.0.0.5'],
  ['172.16.0.?', '172.16.0.1'],
  ['2001:DB8:*', '2001:db8::1'],
  ['fe80::*', 'fe80::1'],
])('the address of a client for Match Host %s is %s', (pattern, address) => {
  expect(addressesThatFit([pattern])).toEqual([address])
})

test.each(['*.example.com', '10.0.0.1', '300.*', '1.2.3.4.*', 'db*', ''])(
  'none is made for %s',
  (pattern) => {
    expect(addressesThatFit([pattern])).toEqual([])
  },
)
