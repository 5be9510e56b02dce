import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// `npm run dev` speaks to the mock (npm run mock), or to a real server when TAXGATE_URL names one.
const api = process.env.TAXGATE_URL ?? 'http://127.0.0.1:8099'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    // The browsers that tax offices and their taxpayers still run, not only the newest.
    target: ['chrome87', 'edge88', 'firefox78', 'safari14'],
    // Nothing becomes a data: URL, so the content security policy can be `default-src 'self'`.
    assetsInlineLimit: 0,
    sourcemap: false,
  },
  server: { port: 5173, proxy: { '/v1': api, '/healthz': api } },
  test: { environment: 'happy-dom', include: ['test/**/*.spec.ts'], setupFiles: ['test/setup.ts'], css: false },
})
