// Finding the program `engross` on this machine, and telling whether it is new enough. Knows nothing of VS Code.

import { execFile } from 'node:child_process'
import { access, constants, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { reaches, shown, type Version, versionIn } from './version'

/** Where the program may be. */
export interface Places {
  /** What the setting `engross.path` says; empty where it says nothing. */
  readonly setting: string
  /** The folder that a relative path of the setting begins at. */
  readonly base: string | undefined
  /** The extension's folder. */
  readonly extension: string
  /** The user's home. */
  readonly home: string
  /** The environment. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The platform, as Node.js calls it. */
  readonly platform: string
}

/** A program that can be run. */
export interface Program {
  readonly path: string
  readonly version: Version
}

/** Why there is none: a sentence for people, and for the log the places in which it was looked for. */
export class Missing extends Error {
  constructor(
    message: string,
    readonly looked: readonly string[] = []
  ) {
    super(message)
  }
}

/** The places in which the program is looked for, in order: what somebody chose is the only one. */
export function candidates(places: Places): string[] {
  const setting = places.setting.trim()
  if (setting !== '') return [withHome(setting, places)]
  const name = places.platform === 'win32' ? 'engross.exe' : 'engross'
  const { PATH, Path, CARGO_HOME } = places.environment
  // A relative entry of PATH would let the folder that is open say what is run.
  const path = (PATH ?? Path ?? '').split(delimiter).filter(isAbsolute)
  const cargo = CARGO_HOME !== undefined && isAbsolute(CARGO_HOME) ? CARGO_HOME : join(places.home, '.cargo')
  const usual = places.platform === 'win32' ? [] : [join(places.home, '.local', 'bin'), '/usr/local/bin', '/opt/homebrew/bin']
  const folders = [join(places.extension, 'server'), ...path, join(cargo, 'bin'), ...usual]
  return [...new Set(folders.map((folder) => join(folder, name)))]
}

function withHome(setting: string, places: Places): string {
  const path = setting.replace(/^~(?=[\\/])/, places.home)
  if (isAbsolute(path)) return path
  if (places.base === undefined) throw new Missing(`\`engross.path\` is \`${setting}\`: without an open folder it must be a whole path`)
  return resolve(places.base, path)
}

/**
 * The first program that can be run.
 *
 * @throws Missing, where there is none, or it is older than what the extension needs.
 */
export async function find(places: Places, wanted: Version): Promise<Program> {
  const paths = candidates(places)
  for (const path of paths) {
    if (!(await runnable(path, places.platform))) continue
    const version = await versionOf(path)
    if (!reaches(version, wanted)) {
      throw new Missing(`\`${path}\` is engross ${shown(version)}; this extension needs ${shown(wanted)} or newer`)
    }
    return { path, version }
  }
  const setting = places.setting.trim()
  throw new Missing(
    setting === ''
      ? 'the program `engross` is not on this machine, or not where programs are looked for'
      : `\`engross.path\` names \`${setting}\`, and there is no such program`,
    paths
  )
}

async function runnable(path: string, platform: string): Promise<boolean> {
  try {
    await access(path, platform === 'win32' ? constants.F_OK : constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/** Asks a program for its version: what does not answer as engross does is another program of that name. */
async function versionOf(path: string): Promise<Version> {
  let told: string
  try {
    told = (await promisify(execFile)(path, ['--version'], { timeout: 10_000, windowsHide: true })).stdout
  } catch (error) {
    throw new Missing(`\`${path}\` cannot be run: ${error instanceof Error ? error.message : String(error)}`)
  }
  const version = told.startsWith('engross ') ? versionIn(told) : undefined
  if (version === undefined) throw new Missing(`\`${path}\` is another program: it does not say which engross it is`)
  return version
}
