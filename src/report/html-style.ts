/** How the page looks, on light paper and on dark; no font and no picture comes from elsewhere. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1f; --quiet: #5a5a66; --line: #d5d5dd; --box: #f5f5f8;
  --error: #b00020; --warning: #8a5300; --info: #0b5cad; --mark: #fff0c2; --link: #0b5cad }
@media (prefers-color-scheme: dark) { :root { --paper: #16161a; --ink: #ececf1; --quiet: #a9a9b6; --line: #3a3a44;
  --box: #202027; --error: #ff8a95; --warning: #ffc266; --info: #8cc2ff; --mark: #4d3d10; --link: #8cc2ff } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 72rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif }
a { color: var(--link) }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem }
h3 { font-size: 1.05rem; margin: 0 } h4 { font-size: 1rem; margin: 0; font-weight: 600 }
p { margin: .4rem 0 } .quiet { color: var(--quiet) }
.error { color: var(--error) } .warning { color: var(--warning) } .info { color: var(--info) }
.severity { font-weight: 700 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line) }
th { font-weight: 600 } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
article { border: 1px solid var(--line); border-radius: .4rem; margin: 1rem 0; padding: .75rem 1rem }
section.form { border-top: 1px solid var(--line); margin-top: .75rem; padding-top: .75rem }
pre { background: var(--box); border-radius: .3rem; margin: .3rem 0 .6rem; padding: .5rem .75rem; overflow-x: auto;
  font: .875rem/1.45 ui-monospace, monospace }
figure { margin: .6rem 0 } figcaption { font: .875rem ui-monospace, monospace; overflow-wrap: anywhere }
.n { color: var(--quiet); user-select: none } mark { background: var(--mark); color: inherit }
.note { color: var(--quiet); font-style: italic }
ul { margin: .3rem 0; padding-left: 1.25rem } summary { cursor: pointer }
.hosts { overflow-wrap: anywhere; max-height: 20rem; overflow-y: auto }
form { margin: 1rem 0 } input { font: inherit; padding: .3rem .5rem; width: min(100%, 26rem); color: inherit;
  background: var(--box); border: 1px solid var(--quiet); border-radius: .3rem }
[hidden] { display: none !important }
@media print { form, nav { display: none } article { break-inside: avoid } }
`

/** What a content security policy calls it. */
export const STYLE_HASH = 'sha256-cK1cvnkImHfPRl8dK3eTGxBAFKr0c/sucEBLrmRyP8g='
