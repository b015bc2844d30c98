// What the tests use of `yauzl`, which brings no types.

declare module 'yauzl' {
  interface Entry {
    readonly fileName: string
  }
  interface ZipFile {
    eachEntry(): AsyncIterable<Entry>
    openReadStreamPromise(entry: Entry): Promise<AsyncIterable<Buffer>>
  }
  export function openPromise(path: string): Promise<ZipFile>
}
