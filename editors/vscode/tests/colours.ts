// The grammar, as VS Code's own tokenizer reads it.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { INITIAL, type IToken, Registry, parseRawGrammar } from 'vscode-textmate'
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma'

const GRAMMAR = 'syntaxes/compact.tmLanguage.json'

/** A line with the scopes of its pieces. */
export interface Line {
  readonly text: string
  readonly tokens: IToken[]
}

/** Loads the grammar; what comes out colours a text. */
export async function colours(): Promise<(text: string) => Line[]> {
  const wasm = createRequire(`${process.cwd()}/package.json`).resolve('vscode-oniguruma/release/onig.wasm')
  await loadWASM(new Uint8Array(await readFile(wasm)).buffer)
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(await readFile(GRAMMAR, 'utf8'), GRAMMAR)
  })
  const grammar = await registry.loadGrammar('source.compact')
  if (grammar === null) throw new Error('the grammar was not loaded')
  return (text) => {
    let stack = INITIAL
    return text.split(/\r?\n/).map((line) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, stack)
      stack = ruleStack
      return { text: line, tokens }
    })
  }
}
