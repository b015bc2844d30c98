// Getting the program, and choosing it.

import * as vscode from 'vscode'
import { choose as write } from '../settings'

/** Opens the page that says how to get the program; it is part of the extension, and needs no network. */
export async function get(extension: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(extension, 'walkthrough', 'program.md'))
}

/** Asks for the program's file and keeps it in the settings; the server starts by itself when they change. */
export async function choose(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({ title: 'The program engross', openLabel: 'Use This Program' })
  const program = chosen?.[0]
  if (program !== undefined) await write(program.fsPath)
}
