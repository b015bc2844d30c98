// The arguments of a lens that lists places, as they come over the wire and as VS Code wants them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { references } from '../src/arguments'
import { reason } from '../src/run'

const make = {
  uri: (text: string) => `uri ${text}`,
  position: ({ line, character }: { line: number; character: number }) => `${line}:${character}`,
  location: ({ uri, range }: { uri: string; range: { start: { line: number } } }) => `${uri} ${range.start.line}`
}
const at = { line: 3, character: 4 }
const place = { uri: 'file:///b', range: { start: at, end: at } }

test('JSON becomes places of the editor', () => {
  assert.deepEqual(references(['file:///a', at, [place, place]], make), ['uri file:///a', '3:4', ['file:///b 3', 'file:///b 3']])
  assert.deepEqual(references(['file:///a', at, []], make), ['uri file:///a', '3:4', []])
})

test('what has another form is left as it is', () => {
  for (const given of [[], ['file:///a'], ['file:///a', at], ['file:///a', { line: 1 }, []], [1, at, []], ['file:///a', at, [{ uri: 'x' }]]]) {
    assert.equal(references(given, make), undefined)
  }
})

test('the reason of a failure is its last error', () => {
  const outcome = (told: string) => ({ code: 2, output: '', told })
  assert.equal(reason(outcome('error: one\n  help: x\nerror: two\n  help: y\n')), 'two')
  assert.equal(reason(outcome('error[FIN001 plan-adds-up]\n\n  × it does not add up\n   help: mend it\n')), 'it does not add up')
  assert.equal(reason(outcome('some words\n\n')), 'some words')
  assert.equal(reason(outcome('')), 'it gave no reason')
})
