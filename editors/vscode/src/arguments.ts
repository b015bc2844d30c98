// What the protocol calls a place, made into what VS Code's own commands take: they accept no JSON.

import type { Location as ProtocolLocation, Position as ProtocolPosition } from 'vscode-languageserver-types'

/** The makers of the editor's values; handed in, so that this can be tested without an editor. */
export interface Makers<Uri, Position, Location> {
  readonly uri: (text: string) => Uri
  readonly position: (position: ProtocolPosition) => Position
  readonly location: (location: ProtocolLocation) => Location
}

/** The command by which a lens of the server lists places. */
export const SHOW_REFERENCES = 'engross.showReferences'

/** Its arguments, as `editor.action.showReferences` takes them; none where they are not of that form. */
export function references<Uri, Position, Location>(
  given: readonly unknown[],
  make: Makers<Uri, Position, Location>
): [Uri, Position, Location[]] | undefined {
  const [uri, position, locations] = given
  if (typeof uri !== 'string' || !isPosition(position) || !Array.isArray(locations)) return undefined
  if (!locations.every(isLocation)) return undefined
  return [make.uri(uri), make.position(position), locations.map((location) => make.location(location))]
}

function isPosition(value: unknown): value is ProtocolPosition {
  return has(value, 'line', 'number') && has(value, 'character', 'number')
}

function isLocation(value: unknown): value is ProtocolLocation {
  if (!has(value, 'uri', 'string') || !has(value, 'range', 'object')) return false
  const { range } = value as { range: { start?: unknown; end?: unknown } }
  return isPosition(range.start) && isPosition(range.end)
}

function has(value: unknown, key: string, type: string): boolean {
  return typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[key] === type
}
