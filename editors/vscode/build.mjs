// Bundles the extension; `node build.mjs package` makes the `.vsix` as well, `node build.mjs tests` the tests.

import { createVSIX } from '@vscode/vsce'
import { build } from 'esbuild'
import { existsSync } from 'node:fs'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const shared = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' }

/** The extension as one file. Returns what esbuild read, for the list of licences. */
async function extension() {
  const made = await build({
    ...shared,
    entryPoints: ['src/extension.ts'],
    outfile: 'out/extension.js',
    external: ['vscode'],
    minify: true,
    metafile: true,
    legalComments: 'none'
  })
  return Object.keys(made.metafile.inputs)
}

/** The folder of the package that a file belongs to; none for a file of ours. */
function home(file) {
  const at = file.lastIndexOf('node_modules/')
  if (at < 0) return undefined
  const parts = file.slice(at + 'node_modules/'.length).split('/')
  const name = parts.slice(0, parts[0].startsWith('@') ? 2 : 1)
  return join(file.slice(0, at), 'node_modules', ...name)
}

/** Every package that is bundled, with its licence in full: who passes the extension on passes these on. */
async function licences(files) {
  const folders = [...new Set(files.map(home).filter((folder) => folder !== undefined))].sort()
  const texts = await Promise.all(
    folders.map(async (folder) => {
      const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry))
      if (file === undefined) throw new Error(`${name} has no licence in its folder`)
      const text = await readFile(join(folder, file), 'utf8')
      return `## ${name} ${version}: ${license}\n\n${text.trim().replace(/^/gm, '    ').replace(/ +$/gm, '')}\n`
    })
  )
  const head = '# What the extension holds of others\n\nThese packages are bundled into `extension.js`.\n'
  await writeFile('out/THIRD-PARTY.md', [head, ...texts].join('\n'))
}

/** The tests as files for `node --test`. */
async function tests() {
  const entryPoints = (await readdir('tests')).filter((name) => name.endsWith('.test.ts')).map((name) => join('tests', name))
  await rm('out/tests', { recursive: true, force: true })
  await build({ ...shared, entryPoints, outdir: 'out/tests', packages: 'external' })
  await build({ ...shared, entryPoints: ['workbench/inside.ts'], outfile: 'out/workbench/inside.js', external: ['vscode'] })
}

/**
 * The `.vsix`. With a platform such as `linux-x64`, `server/` must hold the program for it: then whoever installs the
 * extension needs nothing else.
 */
async function vsix(platform) {
  const { name, version } = JSON.parse(await readFile('package.json', 'utf8'))
  const program = join('server', platform?.startsWith('win32') ? 'engross.exe' : 'engross')
  if (platform !== undefined && !existsSync(program)) throw new Error(`${program} is not there: copy it from a release build`)
  if (platform === undefined && existsSync('server')) throw new Error('server/ holds a program: say for which platform')
  const packagePath = join('out', [name, platform, version].filter(Boolean).join('-') + '.vsix')
  await createVSIX({ packagePath, dependencies: false, allowUnusedFilesPattern: true, ...(platform && { target: platform }) })
  console.log(join(dirname(packagePath), packagePath.slice('out/'.length)))
}

const [task, platform] = process.argv.slice(2)
if (task === 'tests') {
  await tests()
} else {
  await licences(await extension())
  if (task === 'package') await vsix(platform)
}
