// Loaded into a program that is measured: it says at its end how many kilobytes and how much time of processors it
// took, with all its threads.
import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())))
