import { UNKNOWN, type Unknown } from '../../host/host.ts'
import type { Config } from '../dialect.ts'
import type { DirectiveName, directives } from './directives.ts'
import type {
  AltLog,
  Bandwidth,
  Bind,
  CertificateAndKey,
  ListingLimits,
  PassivePortRange,
  PerUserLimits,
  Quota,
  Ratio,
  Umask,
} from './values.ts'

/** The values that have parts. */
interface Structures {
  AltLog: AltLog
  AnonymousBandwidth: Bandwidth
  AnonymousRatio: Ratio
  Bind: Bind
  CertFileAndKey: CertificateAndKey
  LimitRecursion: ListingLimits
  PassivePortRange: PassivePortRange
  PerUserLimits: PerUserLimits
  Quota: Quota
  Umask: Umask
  UserBandwidth: Bandwidth
  UserRatio: Ratio
}

type Row<Name extends DirectiveName> = Extract<(typeof directives)[number], { name: Name }>

/** `none` where the default of the directive is that there is none. */
type OrNone<Name extends DirectiveName> = Row<Name>['default'] extends 'none' ? 'none' : never

/** What the value of a directive is for the compiler: `'yes' | 'no'`, a number, a text, or a structure. */
export type DirectiveValue<Name extends DirectiveName> =
  | OrNone<Name>
  | (Name extends keyof Structures
      ? Structures[Name]
      : Row<Name>['kind'] extends 'flag'
        ? 'yes' | 'no'
        : Row<Name>['kind'] extends 'number'
          ? number
          : string)

/** The effective value of a directive; unknown where a template, or the order on disk, leaves it open. */
export function effectiveValue<Name extends DirectiveName>(
  config: Config,
  name: Name,
): DirectiveValue<Name> | Unknown {
  const { value } = config.effective(() => false).get(name)
  // The decoders in values.ts make exactly these; the table says which for each directive.
  return value === UNKNOWN ? UNKNOWN : (value as DirectiveValue<Name>)
}
