// Printing: the instrument, and the originals with their proof.

import { basename, isAbsolute, join } from 'node:path'
import * as vscode from 'vscode'
import { type Outcome, reason, run } from '../run'
import type { Server } from '../server'
import { asked, folderOf, saved } from './compact'

/** What can be chosen, with the arguments that it stands for. */
interface Choice extends vscode.QuickPickItem {
  readonly given: string
}

const FORMATS: Choice[] = [
  { label: 'PDF', description: 'for signature and for the archive', given: 'pdf', picked: true },
  { label: 'HTML', description: 'for the web', given: 'html' },
  { label: 'Markdown', description: 'for comments', given: 'md' }
]

const BOOKS: Choice[] = [
  { label: 'Languages in parallel columns', description: 'clause by clause, with one signature block', given: '--layout=columns' },
  { label: 'Signature fields', description: 'for signing software', given: '--fields' },
  { label: 'Seal', description: 'attach what it was made from, so that `engross verify` can prove it', given: '--seal' },
  { label: 'Initials on every page', given: '--initials' },
  { label: 'A spare sheet for signatures', given: '--spare-signatures' }
]

/** Builds the instrument in the formats that are chosen, or that a key is bound to. */
export async function build(server: Server, log: vscode.LogOutputChannel, given: unknown): Promise<void> {
  const file = asked(given)
  if (file === undefined) return
  // Nothing is asked that would then lead nowhere.
  if ((await server.ready()) === undefined) return
  const chosen = formats(given) ?? (await picked(file))
  if (chosen.length > 0) await print(server, log, file, ['--format', chosen.join(',')])
}

/** What a key says: `"args": { "formats": ["pdf"] }`. */
function formats(given: unknown): string[] | undefined {
  const { formats } = (given ?? {}) as { formats?: unknown }
  return Array.isArray(formats) && formats.every((name) => typeof name === 'string') ? formats : undefined
}

async function picked(file: vscode.Uri): Promise<string[]> {
  const chosen = await vscode.window.showQuickPick(FORMATS, {
    canPickMany: true,
    title: `Build ${basename(file.fsPath)}`,
    placeHolder: 'The formats to print'
  })
  return (chosen ?? []).map((choice) => choice.given)
}

/** Builds the originals of all participants, compared with each other, and the proof sheet. */
export async function originals(server: Server, log: vscode.LogOutputChannel, uri: unknown): Promise<void> {
  const file = asked(uri)
  if (file === undefined || (await server.ready()) === undefined) return
  const chosen = await vscode.window.showQuickPick(BOOKS, {
    canPickMany: true,
    title: `Originals of ${basename(file.fsPath)}: a book for each participant, and the proof that they agree`,
    placeHolder: 'What the books are to have; nothing need be chosen'
  })
  if (chosen === undefined) return
  await print(server, log, file, ['--originals', '--proof', '--format', 'pdf', ...chosen.map((choice) => choice.given)])
}

async function print(server: Server, log: vscode.LogOutputChannel, file: vscode.Uri, given: string[]): Promise<void> {
  const program = await server.ready()
  if (program === undefined || !(await saved())) return
  const folder = folderOf(file)
  const name = basename(file.fsPath)
  const progress = { location: vscode.ProgressLocation.Notification, title: `Printing ${name}`, cancellable: true }
  const outcome = await vscode.window.withProgress(progress, (_, token) => {
    const stop = new AbortController()
    token.onCancellationRequested(() => {
      stop.abort()
    })
    return run(program.path, ['build', file.fsPath, ...given], folder, stop.signal)
  })
  log.info(`engross build ${name} ${given.join(' ')}\n${outcome.told}${outcome.output}`)
  if (outcome.code === 0) {
    // Nobody waits for an answer to good news.
    void show(outcome.output.split('\n').filter((line) => line !== '').map((line) => (isAbsolute(line) ? line : join(folder, line))))
    return
  }
  void refused(log, name, outcome)
}

/** Says why nothing was printed, and shows where to look. */
async function refused(log: vscode.LogOutputChannel, name: string, outcome: Outcome): Promise<void> {
  const findings = 'Show the Findings'
  const answer = await vscode.window.showErrorMessage(`${name} was not printed: ${reason(outcome)}`, findings, 'Show the Log')
  if (answer === findings) await vscode.commands.executeCommand('workbench.actions.view.problems')
  else if (answer !== undefined) log.show()
}

/** Says what was written and where, and opens what people ask for. */
async function show(files: string[]): Promise<void> {
  const names = files.map((file) => basename(file)).join(', ')
  const open = files.filter((file) => /\.(pdf|html)$/.test(file)).slice(0, 2)
  const buttons = new Map(open.map((file) => [`Open ${basename(file)}`, file]))
  const folder = 'Show in Folder'
  const answer = await vscode.window.showInformationMessage(`Wrote ${names}`, ...buttons.keys(), folder)
  const first = files[0]
  const file = answer === undefined ? undefined : buttons.get(answer)
  if (file !== undefined) await opened(vscode.Uri.file(file))
  else if (answer === folder && first !== undefined) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(first))
}

/** Opens a printed file: with the program of this machine, or, where the files are on another one, in the editor. */
async function opened(file: vscode.Uri): Promise<void> {
  if (vscode.env.remoteName === undefined) await vscode.env.openExternal(file)
  else await vscode.commands.executeCommand('vscode.open', file, vscode.ViewColumn.Beside)
}
