// What the server asks to have shown: the page of the preview, and the line that was clicked there.

import * as vscode from 'vscode'
import type { ShowDocumentParams } from 'vscode-languageclient/node'
import * as settings from './settings'

/** Shows a page of this machine where the settings say; from far away, through the editor's own tunnel. */
export async function page(address: vscode.Uri): Promise<void> {
  const reached = await vscode.env.asExternalUri(address)
  if (settings.previewPlace() === 'beside') {
    try {
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }
      await vscode.commands.executeCommand('simpleBrowser.api.open', reached, place)
      return
    } catch {
      // An editor without that browser: the one of the machine is as good.
    }
  }
  await vscode.env.openExternal(reached)
}

/** Whether somebody asks for a page of the preview: the server serves it on this machine alone. */
export function isPage({ external, uri }: ShowDocumentParams): boolean {
  return external === true && /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\//.test(uri)
}

/** Shows a line beside the page that it was clicked in, and not in its place. */
export async function line(file: vscode.Uri, selection: vscode.Range | undefined): Promise<void> {
  const editors = vscode.window.visibleTextEditors
  const own = editors.find(({ document }) => document.uri.toString() === file.toString())
  const other = own ?? editors.find(({ document }) => document.languageId === 'compact')
  const viewColumn = other?.viewColumn ?? vscode.ViewColumn.One
  await vscode.window.showTextDocument(file, { viewColumn, ...(selection && { selection }) })
}
