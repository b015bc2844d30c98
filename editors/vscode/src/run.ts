// Running the program for a command: its output, its words for people, and what it wrote. Knows nothing of VS Code.

import { spawn } from 'node:child_process'

/** What a run came to. */
export interface Outcome {
  /** 0: all is well; 1: a text was refused; 2: a wrong use, or something outside the texts failed; none: stopped. */
  readonly code: number | undefined
  readonly output: string
  /** Findings and errors, as in a terminal without colours. */
  readonly told: string
}

/** Runs the program in a folder, until it ends or is told to stop. Never rejects: what cannot be started is told. */
export function run(program: string, given: readonly string[], folder: string, stop?: AbortSignal): Promise<Outcome> {
  return new Promise((done) => {
    const environment = { ...process.env, NO_COLOR: '1' }
    const child = spawn(program, given, { cwd: folder, env: environment, windowsHide: true, ...(stop && { signal: stop }) })
    const output: Buffer[] = []
    const told: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => output.push(piece))
    child.stderr.on('data', (piece: Buffer) => told.push(piece))
    const text = (pieces: Buffer[]): string => Buffer.concat(pieces).toString('utf8')
    child.on('error', (error) => {
      done({ code: undefined, output: text(output), told: `${text(told)}${error.message}` })
    })
    child.on('close', (code) => {
      done({ code: code ?? undefined, output: text(output), told: text(told) })
    })
  })
}

/** The last error of what a program told, in a sentence for a notification. */
export function reason(outcome: Outcome): string {
  const lines = outcome.told.split('\n').map((line) => line.trim())
  const error = lines.filter((line) => /^(?:error:|×) /.test(line)).at(-1)
  return error?.replace(/^\S+ /, '') ?? lines.filter((line) => line !== '').at(-1) ?? 'it gave no reason'
}
