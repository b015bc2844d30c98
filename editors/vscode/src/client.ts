// The language client, where it differs from the common one: commands, places in lenses, and links of findings.

import * as vscode from 'vscode'
import {
  type DynamicFeature,
  ExecuteCommandRequest,
  type InitializeParams,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  type StaticFeature
} from 'vscode-languageclient/node'
import { references, SHOW_REFERENCES } from './arguments'
import * as settings from './settings'
import { isPage, line, page } from './show'

/** A client of `engross lsp`. */
export class Client extends LanguageClient {
  private forwarded: vscode.Disposable[] = []

  constructor(program: string, log: vscode.LogOutputChannel) {
    const server: ServerOptions = { command: program, args: ['lsp'] }
    const options: LanguageClientOptions = {
      documentSelector: [
        { scheme: 'file', language: 'compact' },
        { scheme: 'untitled', language: 'compact' }
      ],
      outputChannel: log,
      // The server asks for the settings when it hears that they changed.
      synchronize: { configurationSection: 'engross' }
    }
    super('engross', 'engross', server, options)
    this.clientOptions.middleware = {
      handleDiagnostics: (uri, diagnostics, next) => {
        next(uri, diagnostics.map(linked))
      },
      provideDiagnostics: async (document, previous, token, next) => {
        const report = await next(document, previous, token)
        if (report?.kind === 'full') report.items = report.items.map(linked)
        return report
      },
      window: {
        showDocument: async (asked, token, next) => {
          const uri = this.protocol2CodeConverter.asUri(asked.uri)
          if (isPage(asked)) await page(uri)
          else if (asked.external === true) return next(asked, token)
          else await line(uri, asked.selection && this.protocol2CodeConverter.asRange(asked.selection))
          return { success: true }
        }
      }
    }
  }

  /**
   * The common client registers every command that the server offers under its own name, and fails where the extension
   * has one of that name, as for the preview. Here only those are forwarded that the extension does not have.
   */
  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    const method = 'registrationType' in feature ? feature.registrationType.method : undefined
    if (method !== ExecuteCommandRequest.method) super.registerFeature(feature)
  }

  /** Whether the server offers a command. */
  offers(command: string): boolean {
    return this.initializeResult?.capabilities.executeCommandProvider?.commands.includes(command) ?? false
  }

  /** Has the server carry out a command. */
  execute(command: string, ...given: unknown[]): Promise<unknown> {
    return this.sendRequest(ExecuteCommandRequest.type, { command, arguments: given })
  }

  override async start(): Promise<void> {
    await super.start()
    const known = new Set(await vscode.commands.getCommands())
    const offered = this.initializeResult?.capabilities.executeCommandProvider?.commands ?? []
    this.forwarded = offered
      .filter((command) => !known.has(command))
      .map((command) => vscode.commands.registerCommand(command, (...given) => this.execute(command, ...given)))
  }

  override async stop(timeout?: number): Promise<void> {
    for (const command of this.forwarded.splice(0)) command.dispose()
    await super.stop(timeout)
  }

  /** Says which commands the editor has that lenses of the server may name. */
  protected override fillInitializeParams(params: InitializeParams): void {
    super.fillInitializeParams(params)
    params.capabilities.experimental = { commands: { commands: [SHOW_REFERENCES] } }
  }

  /** Lists places, as a lens of the server asks for it; VS Code's own command takes no JSON. */
  async showReferences(given: readonly unknown[]): Promise<void> {
    const convert = this.protocol2CodeConverter
    const places = references(given, {
      uri: (text) => convert.asUri(text),
      position: (position) => convert.asPosition(position),
      location: (location) => convert.asLocation(location)
    })
    if (places !== undefined) await vscode.commands.executeCommand('editor.action.showReferences', ...places)
  }
}

/** A finding whose code leads to the page of its rule: in the editor, or where the server says. */
function linked(finding: vscode.Diagnostic): vscode.Diagnostic {
  const { code } = finding
  const value = typeof code === 'object' ? code.value : code
  if (value === undefined || settings.rulePages() === 'web') return finding
  const query = encodeURIComponent(JSON.stringify([value]))
  finding.code = { value, target: vscode.Uri.parse(`command:engross.explain?${query}`) }
  return finding
}
