// Starts the real binary with the built pages, runs every browser test against it, and ends it.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { Server, root } from '../functional/server.mjs'
import { join } from 'node:path'

const server = await new Server({ options: ['--pages', join(root, 'web/dist')] }).start()
const files = process.argv.slice(2)
const tests = files.length ? files : readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.mjs'))
const run = spawnSync(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', ...tests],
  { cwd: import.meta.dirname, stdio: 'inherit', env: { ...process.env, BASE_URL: server.base } })
if (run.status !== 0) process.stderr.write(server.log)
await server.remove()
process.exit(run.status ?? 1)
