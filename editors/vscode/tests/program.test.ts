// Finding the program and judging its version, with real files and a real process.

import assert from 'node:assert/strict'
import { chmod, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, before, test } from 'node:test'
import { candidates, find, Missing, type Places } from '../src/program'
import { reaches, versionIn } from '../src/version'

const NONE = { setting: '', base: undefined, extension: '/ext', home: '/home/a', environment: {}, platform: 'linux' }
let folder = ''

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engross-'))
})
after(() => rm(folder, { recursive: true }))

/** A program that answers as is told, in a folder of its own. */
async function program(name: string, answer: string, mode = 0o755): Promise<string> {
  const path = join(folder, name, 'engross')
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(path, `#!/bin/sh\n${answer}\n`)
  await chmod(path, mode)
  return path
}

test('a version is read from what the program prints', () => {
  assert.deepEqual(versionIn('engross 0.12.3\n'), [0, 12, 3])
  assert.deepEqual(versionIn('engross 1.0.0-rc.1'), [1, 0, 0])
  assert.equal(versionIn('engross'), undefined)
  assert.equal(versionIn('10.20'), undefined)
})

test('a version reaches another when it is as new or newer', () => {
  assert.ok(reaches([1, 2, 3], [1, 2, 3]))
  assert.ok(reaches([1, 10, 0], [1, 9, 9]))
  assert.ok(reaches([2, 0, 0], [1, 9, 9]))
  assert.ok(!reaches([1, 2, 3], [1, 2, 4]))
  assert.ok(!reaches([0, 9, 9], [1, 0, 0]))
})

test('the extension comes first, then PATH, then Cargo', () => {
  const environment = { PATH: ['/usr/bin', 'relative', '/opt/bin', '/usr/bin'].join(delimiter) }
  const found = candidates({ ...NONE, environment })
  assert.deepEqual(found.slice(0, 4), ['/ext/server/engross', '/usr/bin/engross', '/opt/bin/engross', '/home/a/.cargo/bin/engross'])
  assert.ok(candidates({ ...NONE, environment: { CARGO_HOME: '/cargo' } }).includes('/cargo/bin/engross'))
  assert.ok(candidates({ ...NONE, platform: 'win32', environment: { Path: '/tools' } }).includes(join('/tools', 'engross.exe')))
})

test('what somebody chose is the only candidate', () => {
  assert.deepEqual(candidates({ ...NONE, setting: '/a/engross' }), ['/a/engross'])
  assert.deepEqual(candidates({ ...NONE, setting: '~/bin/engross' }), ['/home/a/bin/engross'])
  assert.deepEqual(candidates({ ...NONE, setting: 'bin/engross', base: '/project' }), ['/project/bin/engross'])
  assert.throws(() => candidates({ ...NONE, setting: 'bin/engross' }), Missing)
})

test('what is not found is told with every place in which it was looked for', async () => {
  const places = { ...NONE, extension: folder, home: folder, environment: { PATH: join(folder, 'empty') }, platform: 'win32' }
  const missing: unknown = await find(places, [0, 1, 0]).catch((error: unknown) => error)
  assert.ok(missing instanceof Missing)
  assert.deepEqual(missing.looked, candidates(places))
  assert.ok(missing.looked.includes(join(folder, 'empty', 'engross.exe')))
})

test('a program that can be run is found, others are passed over', async () => {
  const plain = await program('plain', 'echo engross 9.9.9', 0o644)
  const good = await program('good', 'echo engross 0.1.0')
  const PATH = [plain, good].map((path) => join(path, '..')).join(delimiter)
  const found = await find({ ...NONE, environment: { PATH } }, [0, 1, 0])
  assert.deepEqual(found, { path: good, version: [0, 1, 0] })
})

test('why there is none is told in a sentence', async () => {
  const told = async (changes: Partial<Places>): Promise<string> => {
    const places = { ...NONE, home: folder, ...changes }
    const error: unknown = await find(places, [0, 2, 0]).catch((error: unknown) => error)
    assert.ok(error instanceof Missing, String(error))
    return error.message
  }
  const old = await program('old', 'echo engross 0.1.9')
  assert.equal(await told({ setting: old }), `\`${old}\` is engross 0.1.9; this extension needs 0.2.0 or newer`)
  assert.match(await told({ setting: await program('other', 'echo hello') }), /is another program/)
  assert.match(await told({ setting: await program('broken', 'exit 3') }), /cannot be run/)
  assert.match(await told({ setting: join(folder, 'gone') }), /there is no such program/)
  assert.match(await told({ environment: { PATH: '/nowhere' } }), /not on this machine/)
})
