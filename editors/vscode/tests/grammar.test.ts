// The colours: of lines that say themselves how they are to look, and of every compact as the parser reads it.

import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { before, describe, test } from 'node:test'
import { colours, type Line } from './colours'

let colour: (text: string) => Line[]
before(async () => {
  colour = await colours()
})

/** The scopes at a column of a line, the innermost last. */
function scopes(line: Line, column: number): string[] {
  const token = line.tokens.find(({ startIndex, endIndex }) => startIndex <= column && column < endIndex)
  return token?.scopes ?? []
}

/** A line below another: signs below the columns that are meant, then the scopes that must be there, or (`!`) must not. */
const EXPECTED = /^( *)(\^+) ([!a-z].*)$/

describe('lines that say how they look', async () => {
  for (const name of await readdir('tests/colours')) {
    test(name, async () => {
      const written = (await readFile(`tests/colours/${name}`, 'utf8')).split('\n')
      const lines = colour(written.filter((line) => !EXPECTED.test(line)).join('\n'))
      let at = -1
      let checked = 0
      for (const [number, line] of written.entries()) {
        const found = EXPECTED.exec(line)
        if (found === null) {
          at += 1
          continue
        }
        const [, before = '', signs = '', wanted = ''] = found
        for (let column = before.length; column < before.length + signs.length; column += 1) {
          const seen = scopes(lines[at]!, column)
          for (const scope of wanted.split(' ')) {
            const has = (name: string) => seen.some((own) => own === name || own.startsWith(`${name}.`))
            const good = scope.startsWith('!') ? !has(scope.slice(1)) : has(scope)
            assert.ok(good, `${name}:${number + 1}: column ${column + 1} is to be ${scope}: it is ${seen.join(' ')}`)
            checked += 1
          }
        }
      }
      assert.ok(checked > 0, `${name} expects nothing`)
    })
  }
})

/** What a piece is, by its scopes, in the parser's words. */
function kind(of: string[]): string {
  const scope = of.at(-1) ?? ''
  if (of.some((own) => own.startsWith('comment.'))) return 'comment'
  if (of.some((own) => own.startsWith('string.quoted.triple'))) return 'block'
  if (of.some((own) => own.startsWith('string.'))) return 'text'
  if (/^(keyword\.(control|other)|support\.constant\.language)\./.test(scope)) return 'keyword'
  if (/^(constant\.numeric|storage\.type\.unit\.percent)/.test(scope)) return 'number'
  if (/^(storage|keyword\.operator\.word|support|variable|entity)/.test(scope)) return 'word'
  return 'mark'
}

interface Seen {
  readonly name: string
  readonly text: string
  /** In bytes. */
  readonly spans: readonly (readonly [number, number, string])[]
}

const file = process.env['ENGROSS_TREES']

test('every compact of the repository has the colours of what the parser reads', { skip: file === undefined && 'ENGROSS_TREES is not set: cargo test sets it' }, async () => {
  const seen = JSON.parse(await readFile(file!, 'utf8')) as Seen[]
  assert.ok(seen.length > 20, `${seen.length} files`)
  const wrong: string[] = []
  for (const { name, text, spans } of seen) {
    const bytes = Buffer.from(text)
    const wanted = new Array<string>(bytes.length).fill('mark')
    for (const [from, to, what] of spans) wanted.fill(what, from, to)
    let offset = 0
    for (const [number, line] of colour(text).entries()) {
      let column = 0
      for (const sign of line.text) {
        const [is, want] = [kind(scopes(line, column)), wanted[offset]!]
        if (is !== want && want !== 'any' && !/\s|\uFEFF/u.test(sign)) {
          wrong.push(`${name}:${number + 1}:${column + 1}: ${sign} is ${is}, and the parser reads ${want}: ${line.text.trim()}`)
          break
        }
        column += sign.length
        offset += Buffer.byteLength(sign)
      }
      offset = bytes.indexOf('\n', offset) + 1
    }
  }
  assert.equal(wrong.length, 0, wrong.slice(0, 40).join('\n'))
})
