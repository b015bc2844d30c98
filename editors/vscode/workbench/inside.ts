// Runs inside VS Code's extension host, beside the installed extension: what a person does, with the editor's own means.

import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as vscode from 'vscode'

const PROJECT = process.env['ENGROSS_PROJECT']!
const RESULT = process.env['ENGROSS_RESULT']!

/** Waits until something is so: an editor does much on its own time. */
async function until<Thing>(what: string, look: () => Thing | undefined | false | Thenable<Thing | undefined | false>): Promise<Thing> {
  const end = Date.now() + 30_000
  for (;;) {
    const seen = await look()
    if (seen !== undefined && seen !== false) return seen
    if (Date.now() > end) throw new Error(`it never came: ${what}`)
    await new Promise((done) => setTimeout(done, 30))
  }
}

const file = (name: string): vscode.Uri => vscode.Uri.file(join(PROJECT, name))

async function shown(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(name)))
}

const findings = (name: string): vscode.Diagnostic[] => vscode.languages.getDiagnostics(file(name))

/** The place of some words in an open text. */
function place(editor: vscode.TextEditor, words: string, after = 0): vscode.Position {
  const at = editor.document.getText().indexOf(words)
  assert.ok(at >= 0, `no ${words}`)
  return editor.document.positionAt(at + after)
}

/** The titles of all tabs. */
const tabs = (): string[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label))

const asked = <Answer>(command: string, ...given: unknown[]): Thenable<Answer> => vscode.commands.executeCommand<Answer>(command, ...given)

const tests: Record<string, () => Promise<void>> = {
  async 'a compact is known by its name, and the server finds what is wrong with it'() {
    const editor = await shown('broken.compact')
    assert.equal(editor.document.languageId, 'compact')
    const found = await until('findings', () => (findings('broken.compact').length > 0 ? findings('broken.compact') : undefined))
    const finding = found.find(({ code }) => typeof code === 'object' && code.value === 'FIN001')
    assert.ok(finding, JSON.stringify(found.map(({ code }) => code)))
    assert.match(finding.message, /does not add up/)
    assert.match(finding.message, /authority/)
  },

  async 'a click on the code of a finding leads to the page of its rule'() {
    const target = findings('broken.compact').map(({ code }) => (typeof code === 'object' ? code.target.toString(true) : ''))
    assert.ok(target.includes('command:engross.explain?["FIN001"]'), target.join())
    await asked('engross.explain', 'FIN001')
    const page = await until('the page', () => vscode.workspace.textDocuments.find(({ uri }) => uri.path === '/FIN001.md'))
    assert.match(page.getText(), /^# FIN001 plan-adds-up\n/)
    await until('its tab', () => tabs().some((tab) => tab.includes('FIN001')))
  },

  async 'findings follow what is written, before it is saved'() {
    const editor = await shown('broken.compact')
    const plan = place(editor, '2,000,000 in year-1')
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(plan, plan.translate(0, 1)), '3')
    })
    await until('the finding to go', () => findings('broken.compact').every(({ code }) => typeof code === 'object' && code.value !== 'FIN001'))
    await asked('undo')
    await until('the finding to come back', () => findings('broken.compact').some(({ code }) => typeof code === 'object' && code.value === 'FIN001'))
    await asked('workbench.action.files.revert')
  },

  async 'the outline of every example can be shown'() {
    for (const name of ['mongolia-2020', 'nepal-draft', 'peru-2017', 'millennium-2027']) {
      await shown(`${name}.compact`)
      const outline = await until('an outline', async () => {
        const seen = await asked<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', file(`${name}.compact`))
        return seen?.length > 0 ? seen : undefined
      })
      assert.ok(outline.some((symbol) => symbol.name === `compact ${name}`))
      assert.ok(outline.length > 10)
    }
  },

  async 'a name leads to its declaration, and is renamed everywhere'() {
    const editor = await shown('peru-2017.compact')
    const at = place(editor, 'lead commission', 5)
    const used = await asked<vscode.Location[]>('vscode.executeReferenceProvider', editor.document.uri, at)
    assert.ok(used.length > 3)
    const last = used.at(-1)!
    const [declared] = await asked<vscode.Location[]>('vscode.executeDefinitionProvider', last.uri, last.range.start)
    assert.deepEqual(declared!.range.start, at)
    const edit = await asked<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', editor.document.uri, at, 'board')
    assert.equal(edit.get(editor.document.uri).length, used.length)
  },

  async 'a lens lists its places'() {
    const editor = await shown('peru-2017.compact')
    const lenses = await asked<vscode.CodeLens[]>('vscode.executeCodeLensProvider', editor.document.uri)
    const command = lenses.map(({ command }) => command).find((own) => own?.title.includes('activities'))
    assert.equal(command?.command, 'engross.showReferences')
    await asked(command.command, ...(command.arguments ?? []))
    await asked('closeReferenceSearch')
  },

  async 'printed numbers stand behind the text, unless the settings say no'() {
    const editor = await shown('peru-2017.compact')
    const everywhere = new vscode.Range(0, 0, editor.document.lineCount, 0)
    const numbers = async (): Promise<boolean> => {
      const hints = await asked<vscode.InlayHint[]>('vscode.executeInlayHintProvider', editor.document.uri, everywhere)
      return hints.some(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')).includes('Activity 1.1'))
    }
    const settings = vscode.workspace.getConfiguration('engross')
    await until('numbers', numbers)
    await settings.update('inlayHints.numbers', false, vscode.ConfigurationTarget.Workspace)
    await until('no numbers', async () => !(await numbers()))
    await settings.update('inlayHints.numbers', undefined, vscode.ConfigurationTarget.Workspace)
    await until('numbers again', numbers)
  },

  async 'a first compact is offered in an empty file'() {
    const document = await vscode.workspace.openTextDocument({ language: 'compact', content: '' })
    const offered = await asked<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, new vscode.Position(0, 0))
    const labels = offered.items.map(({ label }) => (typeof label === 'string' ? label : label.label))
    assert.ok(labels.includes('new-compact'), labels.join())
  },

  async 'quotes and braces close, and a new line goes where it belongs'() {
    const document = await vscode.workspace.openTextDocument({ language: 'compact', content: '' })
    await vscode.window.showTextDocument(document)
    for (const sign of ['p', 'u', 'r', 'p', 'o', 's', 'e', ' ', '"', '"', '"']) await asked('type', { text: sign })
    await asked('type', { text: '\n' })
    await asked('type', { text: 'Words.' })
    assert.equal(document.getText(), 'purpose """\n  Words.\n"""')
    await asked('cursorBottom')
    for (const sign of ['\n', 't', 'e', 'r', 'm', ' ', '{', '\n', 'd']) await asked('type', { text: sign })
    assert.equal(document.getText(), 'purpose """\n  Words.\n"""\nterm {\n  d\n}')
  },

  async 'the instrument is printed beside its source'() {
    await shown('peru-2017.compact')
    await asked('engross.build', { formats: ['html', 'md'] })
    assert.ok(existsSync(join(PROJECT, 'peru-2017.html')) && existsSync(join(PROJECT, 'peru-2017.md')))
  },

  async 'what the statute asks for is shown'() {
    await shown('peru-2017.compact')
    await asked('engross.coverage')
    const page = await until('the page', () => vscode.workspace.textDocuments.find(({ uri }) => uri.path.includes('coverage')))
    assert.match(page.getText(), /\(A\)[^]*\(G\)/)
  },

  async 'the preview is shown beside the text'() {
    // Only a program that was built with it has it.
    if (process.env['ENGROSS_HAS_PREVIEW'] !== 'true') return
    await shown('peru-2017.compact')
    const address = await asked<string>('engross.preview')
    const answer = await fetch(address)
    assert.equal(answer.status, 200)
    assert.match(await answer.text(), /<title>engross preview/)
    // Beside the text the page stands in a frame of the editor's own; on a desk that has schemes of its own.
    const policy = answer.headers.get('content-security-policy') ?? ''
    assert.match(policy, /frame-ancestors[^;]* vscode-webview: vscode-file:/, policy)
    await until('its tab', () => tabs().some((tab) => tab.includes('Browser')))
  },

  async 'every command of the manifest is carried out'() {
    const extension = vscode.extensions.getExtension('engross.engross')
    assert.ok(extension?.isActive)
    const known = await vscode.commands.getCommands(true)
    const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } }
    assert.deepEqual(contributes.commands.filter(({ command }) => !known.includes(command)), [])
  },

  async 'without the program compacts stay open and coloured, and with it all comes back'() {
    const settings = vscode.workspace.getConfiguration('engross')
    await shown('broken.compact')
    await settings.update('path', '/nowhere/engross', vscode.ConfigurationTarget.Workspace)
    await until('no findings', () => findings('broken.compact').length === 0)
    await asked('engross.explain', 'STA005')
    await settings.update('path', undefined, vscode.ConfigurationTarget.Workspace)
    await until('findings', () => findings('broken.compact').length > 0)
  },

  async 'the server is started anew'() {
    await asked('engross.restartServer')
    await shown('broken.compact')
    await until('findings', () => findings('broken.compact').length > 0)
  }
}

/** Called by VS Code. What came out is written into a file, test by test. */
export async function run(): Promise<void> {
  const told: { name: string; error?: string }[] = []
  for (const [name, test] of Object.entries(tests)) {
    const begun = Date.now()
    try {
      await test()
      told.push({ name: `${name} (${Date.now() - begun} ms)` })
    } catch (error) {
      told.push({ name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  }
  writeFileSync(RESULT, JSON.stringify(told))
}

