// What the package holds: all that the extension needs, and nothing that people should not get.

import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { before, test } from 'node:test'
import { openPromise } from 'yauzl'

const files = new Map<string, string>()

before(async () => {
  const packages = (await readdir('out')).filter((name) => name.endsWith('.vsix'))
  assert.equal(packages.length, 1, `one package is in out/: ${packages.join(', ')}`)
  const zip = await openPromise(`out/${packages[0]}`)
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = []
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece)
    files.set(entry.fileName, Buffer.concat(pieces).toString('utf8'))
  }
})

test('the package holds what VS Code needs, and no source', () => {
  const held = [...files.keys()].filter((name) => name.startsWith('extension/')).map((name) => name.slice('extension/'.length))
  const told = held.map((name) => name.replace(/^(icons|snippets|syntaxes|walkthrough)\/.*/, '$1/'))
  assert.deepEqual([...new Set(told)].sort(), [
    'LICENSE.md',
    'changelog.md',
    'icons/',
    'language-configuration.json',
    'out/THIRD-PARTY.md',
    'out/extension.js',
    'package.json',
    'readme.md',
    'snippets/',
    'syntaxes/',
    'walkthrough/'
  ])
})

test('each file that the manifest names is there', () => {
  const manifest = files.get('extension/package.json')!
  const named = [...manifest.matchAll(/"\.?\/?((?:icons|out|snippets|syntaxes|walkthrough)\/[^"]+\.\w+|language-configuration\.json)"/g)]
  assert.ok(named.length > 8)
  for (const [, path] of named) assert.ok(files.has(`extension/${path}`), path)
})

test('each command that a page or a step names is one of the extension', () => {
  const { contributes } = JSON.parse(files.get('extension/package.json')!) as {
    contributes: { commands: { command: string }[] }
  }
  const pages = Object.values(Object.fromEntries(files)).join('')
  const called = [...pages.matchAll(/command:(engross\.\w+)/g)].map(([, command]) => command)
  const known = contributes.commands.map(({ command }) => command)
  assert.ok(called.length > 4)
  assert.deepEqual(called.filter((command) => !known.includes(command!)), [])
})

test('the page of the extension tells of every command and setting', () => {
  const { contributes } = JSON.parse(files.get('extension/package.json')!) as {
    contributes: { commands: { title: string }[]; configuration: { properties: Record<string, unknown> } }
  }
  const page = files.get('extension/readme.md')!
  const named = [...page.matchAll(/^\| `(engross\.[\w.]+)` \|/gm)].map(([, setting]) => setting)
  assert.deepEqual(named.sort(), Object.keys(contributes.configuration.properties).sort())
  assert.deepEqual(contributes.commands.filter(({ title }) => !page.includes(title)), [])
})

test('every bundled package is listed with its licence', async () => {
  const listed = [...files.get('extension/out/THIRD-PARTY.md')!.matchAll(/^## (\S+) (\S+): (\S+)$/gm)]
  const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0']
  const names = listed.map(([, name]) => name)
  assert.ok(names.includes('vscode-languageclient') && names.includes('vscode-jsonrpc'), names.join())
  for (const [, name, version, licence] of listed) {
    assert.ok(allowed.includes(licence!), `${name}: ${licence}`)
    const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Record<string, { version: string }> }
    const locked = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`))
    assert.ok(locked.some(([, { version: own }]) => own === version), `${name} ${version} is not what is locked`)
  }
})
