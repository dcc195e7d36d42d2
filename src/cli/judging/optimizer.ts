/** With so many Match blocks a run takes long enough for V8 to optimize, and ends before that pays. */
const manyBlocks = 30

/** What a function may run before V8 thinks of optimizing it, in bytes of bytecode: six times what Node 20 to 24 allow. */
const interruptBudget = 400_000

/**
 * Makes V8 optimize only what runs for long, where a configuration has many blocks: what is optimized beside a run of a
 * fifth of a second is ready when the run is over.
 * @param blocks how many Match blocks the configuration has
 */
export function tuneOptimizer(blocks: number): void {
  // The executable runs on another engine.
  if (blocks < manyBlocks || 'bun' in process.versions) return
  process.getBuiltinModule('node:v8').setFlagsFromString(`--interrupt-budget=${interruptBudget}`)
}
