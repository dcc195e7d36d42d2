/** Shows only what holds the words in the field: in its own text, or as the name of a host. Without it the page is whole. */
export const SCRIPT = `
(() => {
  const form = document.forms[0]
  const field = form.elements[0]
  const count = document.getElementById('count')
  const lists = [...document.querySelectorAll('[data-list]')]
  const parts = [...document.querySelectorAll('[data-hosts]')]
  const text = (node) => node.dataset.text ??= node.textContent.toLowerCase()
  form.hidden = false
  form.addEventListener('submit', (event) => event.preventDefault())
  const filter = () => {
    const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean)
    const holding = words.map((word) => new Set(lists.filter((list) => text(list).includes(word)).map((list) => list.dataset.list)))
    let shown = 0
    for (const part of parts) {
      const fits = words.every((word, index) => text(part).includes(word) || holding[index].has(part.dataset.hosts))
      part.hidden = !fits
      if (fits && part.matches('article')) shown += 1
    }
    count.textContent = words.length === 0 ? '' : shown + (shown === 1 ? ' rule' : ' rules') + ' shown'
  }
  let timer
  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(filter, 120) })
  filter()
})()
`

/** What a content security policy calls it. */
export const SCRIPT_HASH = 'sha256-BzNS4wlsfLNrUNTnvr/zkaphANQbDM6xgXfgKV/qWTk='
