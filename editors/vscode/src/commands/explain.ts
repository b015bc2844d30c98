// The page of a rule, and the coverage of the statute.

import { basename } from 'node:path'
import * as vscode from 'vscode'
import type { Pages } from '../pages'
import { run } from '../run'
import type { Server } from '../server'
import { asked, folderOf, saved } from './compact'

/** Explains a rule: the one that is given, or one of those that found something at the cursor, or any. */
export async function explain(server: Server, pages: Pages, given: unknown): Promise<void> {
  const folder = folderOf(vscode.window.activeTextEditor?.document.uri)
  const rule = typeof given === 'string' ? given : (await here()) ?? (await any(server, folder))
  if (rule !== undefined) await pages.show(rule, ['explain', rule, '--format', 'md'], folder)
}

/** Prints what the statute asks for, and what in the compact meets it. */
export async function coverage(pages: Pages, uri: unknown): Promise<void> {
  const file = asked(uri)
  if (file === undefined || !(await saved())) return
  const given = ['coverage', file.fsPath, '--format', 'md']
  await pages.show(`${basename(file.fsPath, '.compact')}, coverage`, given, folderOf(file))
}

/** The rule at the cursor: of a finding, or named in the text, as in a waiver. */
async function here(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor
  if (editor?.document.languageId !== 'compact') return undefined
  const at = editor.selection.active
  const findings = vscode.languages.getDiagnostics(editor.document.uri).filter((finding) => finding.range.contains(at))
  const codes = findings.map(({ code }) => String(typeof code === 'object' ? code.value : code))
  const word = editor.document.getWordRangeAtPosition(at, /\b[A-Z]{3}\d{3}\b/)
  const rules = [...new Set([...(word ? [editor.document.getText(word)] : []), ...codes])]
  return rules.length > 1 ? vscode.window.showQuickPick(rules, { title: 'The rules that found something here' }) : rules[0]
}

/** One of all rules, as the project has them. */
async function any(server: Server, folder: string): Promise<string | undefined> {
  const program = await server.ready()
  if (program === undefined) return undefined
  const outcome = await run(program.path, ['rules', '--format', 'json'], folder)
  if (outcome.code !== 0) return vscode.window.showInputBox({ title: 'Explain a rule', placeHolder: 'STA005' })
  const rules = listed(outcome.output)
  const picked = await vscode.window.showQuickPick(rules, { title: 'Explain a rule', matchOnDescription: true, matchOnDetail: true })
  return picked?.label
}

/** The rules in what `engross rules --format json` prints. */
function listed(json: string): vscode.QuickPickItem[] {
  const { rules } = JSON.parse(json) as { rules: { code: string; name: string; finds?: string }[] }
  return rules.map(({ code, name, finds }) => ({ label: code, description: name, ...(finds !== undefined && { detail: finds }) }))
}
