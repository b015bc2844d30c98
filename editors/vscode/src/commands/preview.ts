// The live preview: served by the language server, or, where it does not offer that, by the program alone.

import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as vscode from 'vscode'
import type { Server } from '../server'
import * as settings from '../settings'
import { asked, folderOf, saved } from './compact'

/** What the server calls it. */
const COMMAND = 'engross.preview'

/** The previews that are served by programs of their own, by file. */
export class Previews implements vscode.Disposable {
  private readonly serving = new Map<string, { readonly program: ChildProcess; readonly address: string }>()

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel
  ) {}

  /** Shows the preview of a compact. */
  async show(uri: unknown): Promise<void> {
    const file = asked(uri)
    if (file === undefined) return
    try {
      const address = await this.address(file)
      if (address !== undefined) await open(vscode.Uri.parse(address, true))
    } catch (error) {
      this.log.error(String(error))
      void vscode.window.showErrorMessage(`There is no preview: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  private async address(file: vscode.Uri): Promise<string | undefined> {
    const program = await this.server.ready()
    if (program === undefined) return undefined
    const client = this.server.running
    if (client?.offers(COMMAND) === true) {
      const answer = await client.execute(COMMAND, file.toString())
      const address = typeof answer === 'string' ? answer : (answer as { uri?: unknown } | null)?.uri
      if (typeof address === 'string') return address
      throw new Error('the language server gave no address')
    }
    const known = this.serving.get(file.fsPath)
    if (known !== undefined) return known.address
    // It reads the disk: what is not saved would not be seen.
    return (await saved()) ? this.served(program.path, file) : undefined
  }

  /** Starts a program that serves one file; its first line is the address. */
  private served(path: string, file: vscode.Uri): Promise<string> {
    const given = ['preview', file.fsPath]
    const program = spawn(path, given, { cwd: folderOf(file), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    return new Promise((done, failed) => {
      let told = ''
      program.stderr.on('data', (piece: Buffer) => (told += piece.toString('utf8')))
      program.on('error', failed)
      program.on('exit', () => {
        this.serving.delete(file.fsPath)
        failed(new Error(told.trim() || 'the program ended'))
      })
      createInterface(program.stdout).once('line', (address) => {
        this.serving.set(file.fsPath, { program, address })
        done(address)
      })
    })
  }

  dispose(): void {
    for (const { program } of this.serving.values()) program.kill()
  }
}

/** Opens an address of this machine where the settings say; from far away, through the editor's own tunnel. */
async function open(address: vscode.Uri): Promise<void> {
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
