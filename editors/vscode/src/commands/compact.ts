// The compact that a command is about, saved, so that the program reads what the author sees.

import { dirname } from 'node:path'
import * as vscode from 'vscode'

/** The file that a command was called on, in the explorer or in the editor; people are told where there is none. */
export function asked(uri: unknown): vscode.Uri | undefined {
  const found = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri
  if (found?.scheme === 'file' && found.path.endsWith('.compact')) return found
  void vscode.window.showInformationMessage('Open a compact that is saved in a file, and try again.')
  return undefined
}

/** Saves the compact, and open fragments that it may include. Whether that worked. */
export async function saved(): Promise<boolean> {
  const open = vscode.workspace.textDocuments.filter((document) => document.isDirty && document.languageId === 'compact')
  const kept = await Promise.all(open.filter((document) => !document.isUntitled).map((document) => document.save()))
  return kept.every(Boolean)
}

/** The folder in which the program runs for a file: its settings are looked for from there upward. */
export function folderOf(file: vscode.Uri | undefined): string {
  if (file?.scheme === 'file') return dirname(file.fsPath)
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd()
}
