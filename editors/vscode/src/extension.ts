// The extension: starts the language server, and carries out commands with the program.

import * as vscode from 'vscode'
import { build, originals } from './commands/build'
import { coverage, explain } from './commands/explain'
import { begin } from './commands/new'
import { Previews } from './commands/preview'
import { choose, get } from './commands/program'
import { Pages } from './pages'
import { Server } from './server'
import { versionIn } from './version'

let running: Server | undefined

/** Called by VS Code when a compact is opened, or a command is called. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('engross', { log: true })
  const server = new Server(context.extensionPath, needed(context), log)
  const pages = new Pages(server)
  const previews = new Previews(server, log)
  const commands: Record<string, (...given: unknown[]) => unknown> = {
    build: (given) => build(server, log, given),
    originals: (uri) => originals(server, log, uri),
    preview: (uri) => previews.show(uri),
    coverage: (uri) => coverage(pages, uri),
    explain: (rule) => explain(server, pages, rule),
    new: (uri) => begin(server, uri),
    choose,
    get: () => get(context.extensionUri),
    restartServer: () => server.restart(),
    showReferences: (...given) => server.running?.showReferences(given),
    showLog: () => {
      log.show()
    }
  }
  const registered = Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`engross.${name}`, run))
  context.subscriptions.push(log, server, previews, pages.register(), ...registered)
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('engross.path')) void server.restart()
    }),
    // What the folder says of the program counts from then on.
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.restart())
  )
  // Commands do not wait for it: each asks for the program itself.
  void server.restart()
  running = server
}

/** Called by VS Code before it ends. */
export async function deactivate(): Promise<void> {
  await running?.stopped()
}

/** The oldest version of the program that the extension can work with. */
function needed(context: vscode.ExtensionContext): readonly [number, number, number] {
  const { engross } = context.extension.packageJSON as { engross: { program: string } }
  const version = versionIn(engross.program)
  if (version === undefined) throw new Error('package.json does not say which engross the extension needs')
  return version
}
