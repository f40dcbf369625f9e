import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [
    vue(),
    // Only the Element components that a template names are bundled; our own are imported by hand,
    // so that a reader sees in each file where a component comes from.
    components({ dirs: [], dts: false, resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: true, // vue-i18n's and Element's components still use it
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false, // messages become syntax trees, never `new Function`
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // data: addresses of small assets would need `img-src data:` in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 450,
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env['HUIYIN_CONSOLE_URL'] ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
})
