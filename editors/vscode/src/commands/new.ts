// A first compact, as `engross new` writes it.

import { join } from 'node:path'
import * as vscode from 'vscode'
import { reason, run } from '../run'
import type { Server } from '../server'

/** Asks for a name and a partner, writes the scaffold into a folder, and opens it. */
export async function begin(server: Server, uri: unknown): Promise<void> {
  const program = await server.ready()
  if (program === undefined) return
  const folder = await folderFor(uri)
  if (folder === undefined) return
  const name = await vscode.window.showInputBox({
    title: 'Begin a compact (1 of 2)',
    prompt: 'Its name: letters, digits and hyphens',
    placeHolder: 'nepal-2026',
    validateInput: (text) => (/^\p{L}[\p{L}\p{M}\p{N}-]*$/u.test(text) ? undefined : 'A letter, then letters, digits and hyphens')
  })
  if (name === undefined) return
  const partner = await vscode.window.showInputBox({
    title: 'Begin a compact (2 of 2)',
    prompt: 'The partner’s full designation, with its article; it may be left open',
    placeHolder: 'the Government of Nepal'
  })
  if (partner === undefined) return
  const given = ['new', name, ...(partner.trim() === '' ? [] : ['--partner', partner.trim()])]
  const outcome = await run(program.path, given, folder.fsPath)
  if (outcome.code !== 0) {
    void vscode.window.showErrorMessage(`No compact was begun: ${reason(outcome)}`)
    return
  }
  await vscode.window.showTextDocument(vscode.Uri.file(join(folder.fsPath, `${name}.compact`)))
}

/** The folder that was clicked, or the one that is open, or one that is chosen. */
async function folderFor(uri: unknown): Promise<vscode.Uri | undefined> {
  if (uri instanceof vscode.Uri) return uri
  const open = vscode.workspace.workspaceFolders ?? []
  if (open.length === 1) return open[0]?.uri
  if (open.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri
  const chosen = await vscode.window.showOpenDialog({ canSelectFiles: false, canSelectFolders: true, openLabel: 'Begin Here' })
  return chosen?.[0]
}
