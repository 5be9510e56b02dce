import { saveFile } from '@/ui/save'

// Files that spreadsheets open as they are: UTF-8 with its mark, CRLF, quotes where a cell needs them.
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
/** A cell that begins like a formula is shown, not run, by who opens the file. */
const plain = (text: string): string => (/^[=+\-@\t]/.test(text) ? `'${text}` : text)
export const toCsv = (rows: string[][]): string => `\uFEFF${rows.map((row) => row.map((one) => cell(plain(one))).join(',')).join('\r\n')}\r\n`

export const download = (name: string, text: string): void => saveFile(name, new Blob([text], { type: 'text/csv;charset=utf-8' }))

export async function toBase64(file: Blob): Promise<string> {
  const octets = new Uint8Array(await file.arrayBuffer())
  const kChunk = 0x8000 // more arguments than this, and a call may fail
  let text = ''
  for (let at = 0; at < octets.length; at += kChunk) text += String.fromCharCode(...octets.subarray(at, at + kChunk))
  return btoa(text)
}
