import type { LawOfTheFile } from '../laws.ts'
import { overriddenSettings } from './overridden-setting.ts'

/** What code finds in pure-ftpd files beside what their readers meet. */
export const laws: readonly LawOfTheFile[] = [overriddenSettings]
