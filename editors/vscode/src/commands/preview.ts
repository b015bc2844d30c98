// The live preview: served by the language server, or, where it does not offer that, by the program alone.

import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as vscode from 'vscode'
import type { Server } from '../server'
import { page } from '../show'
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

  /** Shows the preview of a compact. Returns the address, for whoever calls the command from elsewhere. */
  async show(uri: unknown): Promise<string | undefined> {
    const file = asked(uri)
    if (file === undefined) return undefined
    try {
      return await this.address(file)
    } catch (error) {
      this.log.error(String(error))
      void vscode.window.showErrorMessage(`There is no preview: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }

  private async address(file: vscode.Uri): Promise<string | undefined> {
    const program = await this.server.ready()
    if (program === undefined) return undefined
    const client = this.server.running
    if (client?.offers(COMMAND) === true) {
      // The server asks to have the page shown, which the client does where the settings say.
      return String(await client.execute(COMMAND, file.toString()))
    }
    // It reads the disk: what is not saved would not be seen.
    const known = this.serving.get(file.fsPath)?.address
    const address = known ?? ((await saved()) ? await this.served(program.path, file) : undefined)
    if (address !== undefined) await page(vscode.Uri.parse(address, true))
    return address
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
