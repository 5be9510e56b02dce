import { createApp } from 'vue'
import './styles/tokens.css'
import './styles/element.css'
import './styles/base.css'
import { wire } from './api/http'
import App from './App.vue'
import { offerRareFonts } from './han/fonts'
import { locale, setLocale, t, wantedLocale } from './i18n'
import { createAppRouter } from './router'
import { loadBureau } from './state/bureau'
import { tell } from './state/flash'
import { restorePreferences } from './state/preferences'
import { watchSession } from './state/session'

async function start(): Promise<void> {
  restorePreferences()
  await setLocale(wantedLocale())
  wire({ locale: () => locale.value })
  const router = createAppRouter()
  watchSession((problem) => {
    tell({ code: 'ended', level: 'warning', text: problem.detail || t('session.ended') })
    const office = router.currentRoute.value.path.startsWith('/office')
    void loadBureau().catch(() => {}).then(() => router.replace(office ? '/office/sign-in' : '/'))
  })
  createApp(App).use(router).mount('#app')
  offerRareFonts()
}
void start()
