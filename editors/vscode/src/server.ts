// The language server's life: found, started, restarted when the settings change, and told of where people look.

import { homedir } from 'node:os'
import * as vscode from 'vscode'
import { Client } from './client'
import { find, Missing, type Program } from './program'
import * as settings from './settings'
import { shown, type Version } from './version'

/** The program and the server that it serves. */
export class Server implements vscode.Disposable {
  private client: Client | undefined
  private program: Program | undefined
  private changing: Promise<void> = Promise.resolve()
  private complained = false
  private readonly status: vscode.LanguageStatusItem

  constructor(
    private readonly extension: string,
    private readonly wanted: Version,
    private readonly log: vscode.LogOutputChannel
  ) {
    this.status = vscode.languages.createLanguageStatusItem('engross', { language: 'compact' })
    this.status.name = 'engross'
  }

  /** The running client; none where the program is missing or stopped. */
  get running(): Client | undefined {
    return this.client?.isRunning() === true ? this.client : undefined
  }

  /** Starts the server, or starts it anew; one change at a time. */
  restart(): Promise<void> {
    this.changing = this.changing.then(async () => {
      await this.stop()
      await this.start()
    })
    return this.changing
  }

  /** The program for a command; where it is missing people are told, and there is none. */
  async ready(): Promise<Program | undefined> {
    await this.changing
    if (this.program === undefined) {
      this.complained = false
      await this.restart()
    }
    return this.program
  }

  private async start(): Promise<void> {
    this.say('$(loading~spin) engross', 'is starting')
    try {
      const base = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath
      const places = {
        setting: settings.path(),
        base,
        extension: this.extension,
        home: homedir(),
        environment: process.env,
        platform: process.platform
      }
      this.program = await find(places, this.wanted)
      this.log.info(`engross ${shown(this.program.version)}: ${this.program.path}`)
      await vscode.commands.executeCommand('setContext', 'engross.found', true)
    } catch (error) {
      this.program = undefined
      await vscode.commands.executeCommand('setContext', 'engross.found', false)
      this.missing(error instanceof Missing ? error : new Missing(String(error)))
      return
    }
    try {
      this.client = new Client(this.program.path, this.log)
      await this.client.start()
      this.complained = false
      this.say(`engross ${shown(this.program.version)}`, this.program.path)
    } catch (error) {
      // The client has told the reason; commands that need no server go on working.
      this.client = undefined
      this.log.error(String(error))
      this.say('$(error) engross', 'the language server did not start', vscode.LanguageStatusSeverity.Error)
    }
  }

  private async stop(): Promise<void> {
    const client = this.client
    this.client = undefined
    this.program = undefined
    // One that has broken down cannot be asked to stop, and need not be.
    await client?.dispose().catch((error: unknown) => {
      this.log.warn(String(error))
    })
  }

  private say(text: string, detail: string, severity = vscode.LanguageStatusSeverity.Information): void {
    this.status.text = text
    this.status.detail = detail
    this.status.severity = severity
    this.status.command = { command: 'engross.showLog', title: 'Log' }
  }

  /** Tells once that there is no program, and what can be done. */
  private missing({ message: why, looked }: Missing): void {
    this.log.error([why, ...looked.map((path) => `looked for ${path}`)].join('\n'))
    this.say('$(warning) engross is missing', why, vscode.LanguageStatusSeverity.Error)
    this.status.command = { command: 'engross.get', title: 'How to Get It' }
    if (this.complained) return
    this.complained = true
    const [get, choose] = ['How to Get It', 'Choose the Program…']
    const message = `${capital(why)}. Compacts are coloured; findings, completion, the preview and printing need the program.`
    void vscode.window.showErrorMessage(message, get, choose).then(async (answer) => {
      if (answer === get) await vscode.commands.executeCommand('engross.get')
      if (answer === choose) await vscode.commands.executeCommand('engross.choose')
    })
  }

  /** Stops the server for good. */
  stopped(): Promise<void> {
    this.changing = this.changing.then(() => this.stop())
    return this.changing
  }

  dispose(): void {
    this.status.dispose()
  }
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
