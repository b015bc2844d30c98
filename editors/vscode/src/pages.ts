// Pages that the program prints as Markdown, shown rendered: a rule, the coverage of the statute.

import * as vscode from 'vscode'
import { reason, run } from './run'
import type { Server } from './server'

const SCHEME = 'engross-page'

/** What a page is made from; it is the query of the page's address. */
interface Asked {
  readonly given: readonly string[]
  readonly folder: string
}

/** Prints pages when the editor asks for their text. */
export class Pages implements vscode.TextDocumentContentProvider {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>()
  readonly onDidChange = this.changed.event

  constructor(private readonly server: Server) {}

  /** Keeps the pages for as long as the extension runs. */
  register(): vscode.Disposable {
    return vscode.Disposable.from(this.changed, vscode.workspace.registerTextDocumentContentProvider(SCHEME, this))
  }

  /** Shows what the program prints, under a title. */
  async show(title: string, given: readonly string[], folder: string): Promise<void> {
    const asked: Asked = { given, folder }
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title}.md`, query: JSON.stringify(asked) })
    // A page that was shown before may be of another text by now.
    this.changed.fire(uri)
    await vscode.commands.executeCommand('markdown.showPreview', uri)
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const program = await this.server.ready()
    if (program === undefined) return 'The program `engross` is missing.'
    const { given, folder } = JSON.parse(uri.query) as Asked
    const outcome = await run(program.path, given, folder)
    return outcome.code === 0 ? outcome.output : `engross: ${reason(outcome)}`
  }
}
