// Versions of the program, as far as the extension must tell an old one from a new one.

/** Three numbers, the weightiest first. */
export type Version = readonly [number, number, number]

/** The version in what `engross --version` prints; none where there is none. */
export function versionIn(text: string): Version | undefined {
  const found = /(?:^|\s)v?(\d+)\.(\d+)\.(\d+)(?=[\s+-]|$)/.exec(text)
  return found === null ? undefined : [Number(found[1]), Number(found[2]), Number(found[3])]
}

/** Whether a version is as new as the one that is asked for, or newer. */
export function reaches(has: Version, wanted: Version): boolean {
  const first = has.findIndex((number, at) => number !== wanted[at])
  return first < 0 || has[first]! > wanted[first]!
}

/** As people write it. */
export function shown(version: Version): string {
  return version.join('.')
}
