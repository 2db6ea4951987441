import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `EARSHOT_API` points `vite web` at a running server while the page is being worked on. */
const api = process.env.EARSHOT_API ?? 'http://127.0.0.1:4321';

// biome-ignore lint/style/noDefaultExport: Vite reads the default export of its configuration.
export default defineConfig({
  plugins: [react(), tailwind()],
  // The server puts a fresh nonce here with each answer (src/http/serve-page.ts).
  html: { cspNonce: '__CSP_NONCE__' },
  server: { host: '127.0.0.1', proxy: { '/v1': { target: api, changeOrigin: true } } },
  // Inlined assets would be data: URLs, which the content security policy keeps out.
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2024', assetsInlineLimit: 0 },
});
