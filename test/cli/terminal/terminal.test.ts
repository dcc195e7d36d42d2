import { expect, test } from 'vitest'
import { styleOf, type Terminal } from '../../../src/cli/terminal/terminal.ts'

function style(environment: Record<string, string>, interactive: boolean, columns?: number) {
  const unused = () => undefined
  const terminal: Terminal = {
    directory: '/',
    environment,
    interactive,
    columns,
    errorInteractive: interactive,
    out: unused,
    error: unused,
    write: unused,
    append: unused,
    input: async () => new Uint8Array(),
  }
  return styleOf(terminal)
}

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ TERM: 'dumb' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
])('%j, terminal %s: colours %s', (environment, interactive, colour) => {
  expect(style(environment, interactive).colour).toBe(colour)
})

test('80 columns where nobody tells, and never fewer than a report needs', () => {
  expect(style({}, true).width).toBe(80)
  expect(style({}, true, 120).width).toBe(120)
  expect(style({}, true, 10).width).toBe(40)
})
