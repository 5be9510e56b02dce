// Starts the real binary with the built pages, runs every browser test against it, and ends it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { Server, root } from '../functional/server.mjs'
import { join } from 'node:path'

const server = await new Server({ options: ['--pages', join(root, 'web/dist')] }).start()
const words = process.argv.slice(2)
const options = words.filter((word) => word.startsWith('--')) // such as --test-name-pattern=SX-07
const files = words.filter((word) => !word.startsWith('--'))
const tests = files.length ? files : readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.mjs'))
// Not spawnSync: while it waits nobody reads what the server says, and a server whose pipe is full stands still.
const run = spawn(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', ...options, ...tests],
  { cwd: import.meta.dirname, stdio: 'inherit', env: { ...process.env, BASE_URL: server.base } })
const [status] = await once(run, 'exit')
if (status !== 0) process.stderr.write(server.log)
await server.remove()
process.exit(status ?? 1)
