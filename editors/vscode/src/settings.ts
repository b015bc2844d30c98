// The settings, by their meaning.

import * as vscode from 'vscode'

const here = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('engross')

/** The program, as somebody chose it; empty where nobody did. VS Code passes over what an untrusted folder says. */
export const path = (): string => here().get<string>('path', '')

/** Where the preview is shown. */
export const previewPlace = (): 'beside' | 'browser' => (here().get('preview.place') === 'browser' ? 'browser' : 'beside')

/** Where a click on the code of a finding leads. */
export const rulePages = (): 'editor' | 'web' => (here().get('rulePages') === 'web' ? 'web' : 'editor')

/** Writes which program is to be run, for this machine and not for the folder that is open. */
export async function choose(program: string): Promise<void> {
  await here().update('path', program, vscode.ConfigurationTarget.Global)
}
