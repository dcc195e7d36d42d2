import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { SCRIPT, SCRIPT_HASH } from '../../src/report/html-script.ts'
import { STYLE, STYLE_HASH } from '../../src/report/html-style.ts'
import { conflint } from '../cli/conflint.ts'
import { directoryWith } from '../cli/directory.ts'
import { clean, hosts, misspelt, shadowed, snapshot } from '../cli/fleet/hosts.ts'

async function page(files: Record<string, string>, ...given: string[]): Promise<string> {
  return (await conflint(directoryWith(files), ['--format', 'html', ...given, '.'])).out
}

/** What a browser shows of it. */
function shown(html: string): string {
  return html
    .replace(/<(style|script)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ')
}

/** Tags that are closed in another order than they are opened in, or not at all. */
function unbalanced(html: string): string[] {
  const open: string[] = []
  const wrong: string[] = []
  const tags = html.replace(/<(style|script)>.*?<\/\1>/gs, '').matchAll(/<(\/?)([a-z]+\d?)[^>]*>/g)
  for (const [, end, name = ''] of tags) {
    if (['meta', 'input', 'br'].includes(name)) continue
    if (end === '') open.push(name)
    else if (open.pop() !== name) wrong.push(name)
  }
  return [...wrong, ...open]
}

const fleet = [
  ...hosts(30).map((host) => snapshot(host, shadowed)),
  snapshot('db1', misspelt),
  snapshot('mail', clean),
].join('\n')

describe('the page for a browser', () => {
  test('shows by rule and by host what was found, each list of hosts once', async () => {
    const html = await page({ 'all.ndjson': fleet })
    expect(unbalanced(html)).toEqual([])
    const text = shown(html)
    expect(text).toContain('1 error, 30 warnings in 32 files of 32 hosts. 1 host without findings.')
    expect(text).toContain(
      'severity rule hosts forms error sshd/unknown-keyword 1 1 warning sshd/shadowed-setting 30 1',
    )
    expect(text).toContain(
      'On 30 hosts : web1, web2, web3 and 27 more; for example: web1:/etc/ssh/sshd_config',
    )
    expect(text).toContain('3 X11Forwarding yes')
    expect(text).toContain('To do Remove the line that has no effect.')
    expect(text).toContain(
      'found hosts rules 1 error db1 sshd/unknown-keyword 1 warning 30 hosts : web1, web2, web3 and 27 more sshd/shadowed-setting nothing mail',
    )
    expect(html.split('web17').length - 1).toBe(1)
  })

  test('also for files: what they have in common is there once', async () => {
    const html = await page({ 'a/sshd_config': shadowed, 'b/sshd_config': shadowed, 'c/sshd_config': clean })
    expect(unbalanced(html)).toEqual([])
    expect(shown(html)).toContain('On a/sshd_config, b/sshd_config; for example: a/sshd_config')
    expect(shown(html)).toContain('1 file without findings')
    expect(shown(await page({ sshd_config: clean }))).toContain('Nothing was found.')
  })

  test('obeys nothing that a configuration holds', async () => {
    const evil = `</pre><script>alert(1)</script>"' onload=x &lt; \u202e \u001b[2J`
    const html = await page({
      'all.ndjson': [
        snapshot('a"><img/src=x>', `${clean}Foo${evil}\n`),
        snapshot('b', `${clean}Banner ${evil}\n# \nBanner /x\n`),
        '{"conflint-snapshot": 1, "host": "<b>"}',
      ].join('\n'),
    })
    expect(html).not.toMatch(/<img|<script>alert|\u202e|<b>/)
    expect(html).not.toContain('\u001b')
    expect(shown(html)).toContain('</pre><script>alert(1)</script>')
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(unbalanced(html)).toEqual([])
  })

  test('asks nothing of the network, and runs nothing but its own script', async () => {
    const html = await page({ 'all.ndjson': fleet })
    expect(html).not.toMatch(/(src|srcset|action|xlink:href)=|@import|url\(|<link/)
    expect([...html.matchAll(/href="(.)/g)].every(([, first]) => first === '#')).toBe(true)
    for (const id of new Set([...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id)))
      expect(html).toContain(`id="${id}"`)
    const policy = /content="default-src 'none'; style-src '([^']*)'; script-src '([^']*)'/.exec(html) ?? []
    const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`
    expect(policy.slice(1)).toEqual([hash(STYLE), hash(SCRIPT)])
    expect([STYLE_HASH, SCRIPT_HASH]).toEqual([hash(STYLE), hash(SCRIPT)])
    expect(html).toContain(`<style>${STYLE}</style>`)
    expect(html).toContain(`<script>${SCRIPT}</script>`)
  })

  test('the ink stands out against the paper, by day and by night', () => {
    const [day = '', night = ''] = STYLE.split('@media (prefers-color-scheme: dark)')
    const colours = (css: string) =>
      Object.fromEntries(
        [...css.matchAll(/--([a-z]+): (#[0-9a-f]+)/g)].map(([, name, value = '']) => [name, value]),
      )
    for (const palette of [colours(day), colours(night)]) {
      for (const ink of ['ink', 'quiet', 'error', 'warning', 'info', 'link'])
        for (const ground of ['paper', 'box'])
          expect(contrast(palette[ink] ?? '', palette[ground] ?? ''), `${ink} on ${ground}`).toBeGreaterThan(
            4.5,
          )
      expect(contrast(palette.ink ?? '', palette.mark ?? '')).toBeGreaterThan(4.5)
    }
  })
})

/** The contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
