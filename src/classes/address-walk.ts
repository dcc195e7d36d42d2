import type { Shape, Step } from './address-shapes.ts'
import type { Effort } from './effort.ts'
import type { NetworkProgress, NetworkTree } from './networks.ts'
import type { Progress, Wildcards } from './wildcards.ts'

/**
 * Visits the texts of all addresses of a family, one for each way in which they lie in the networks and
 * match the wildcard patterns. Returns false where the search was given up.
 */
export function walkAddresses(
  start: Shape,
  tree: NetworkTree,
  wildcards: Wildcards,
  effort: Effort,
  visit: (text: string) => void,
): boolean {
  interface State {
    shape: Shape | undefined
    networks: NetworkProgress
    patterns: Progress
    text: string
  }
  const seen = new Set<string>()
  const queue: State[] = [{ shape: start, networks: tree.start, patterns: wildcards.start, text: '' }]
  for (const { shape, networks, patterns, text } of queue) {
    if (!shape) {
      visit(text)
      continue
    }
    // Where neither networks nor patterns tell digits apart, one stands for all.
    let alike: Step | undefined
    for (const step of shape.steps) {
      const plain =
        !networks.node && step.text.length === 1 && !patterns.choices.includes(step.text.charCodeAt(0))
      if (plain && alike && alike.next === step.next) continue
      if (plain) alike = step
      const before = wildcards.work
      const after = {
        shape: step.next,
        networks: step.nibbles.reduce((progress, nibble) => tree.step(progress, nibble, 4), networks),
        patterns: wildcards.read(step.text, patterns),
      }
      if (!effort.spend(1 + wildcards.work - before)) return false
      const settled = after.patterns.settled && !after.networks.node
      const place = settled ? 'anywhere' : after.shape?.id
      const { node, inside } = after.networks
      const key = `${place} ${node ? node.id : `in ${inside.join()}`} ${after.patterns.id}`
      if (seen.has(key)) continue
      seen.add(key)
      if (settled) visit(text + step.text + anyEnd(after.shape))
      else queue.push({ ...after, text: text + step.text })
    }
  }
  return true
}

function anyEnd(shape: Shape | undefined): string {
  const [step] = shape?.steps ?? []
  return step ? step.text + anyEnd(step.next) : ''
}
