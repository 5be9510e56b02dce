import { nextTick } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import type { RouteRecordRaw, Router } from 'vue-router'
import { Refusal } from '@/api/http'
import type { MessageKey } from '@/i18n'
import { bureau, loadBureau } from '@/state/bureau'
import { ageFlash } from '@/state/flash'
import { loadMe, me } from '@/state/session'

declare module 'vue-router' {
  interface RouteMeta {
    title?: MessageKey
    /** Only for the signed-in. */
    account?: boolean
  }
}

const kAccountPages: RouteRecordRaw[] = [
  { path: '/home', component: () => import('@/pages/HomePage.vue'), meta: { title: 'nav.home' } },
  { path: '/identity', component: () => import('@/pages/IdentityPage.vue'), meta: { title: 'nav.identity' } },
  { path: '/associations', component: () => import('@/pages/AssociationsPage.vue'), meta: { title: 'nav.associations' } },
  { path: '/personnel', component: () => import('@/pages/personnel/PersonnelPage.vue'), meta: { title: 'nav.personnel' } },
  { path: '/sessions', component: () => import('@/pages/SessionsPage.vue'), meta: { title: 'nav.sessions' } },
  { path: '/activity', component: () => import('@/pages/ActivityPage.vue'), meta: { title: 'nav.activity' } },
  { path: '/notices', component: () => import('@/pages/NoticesPage.vue'), meta: { title: 'nav.notices' } },
  { path: '/account', component: () => import('@/pages/AccountPage.vue'), meta: { title: 'nav.account' } },
  ...(['phone', 'username', 'password'] as const).map((what): RouteRecordRaw => ({
    path: `/account/${what}`,
    component: () => import('@/pages/ChangePage.vue'),
    props: { kind: `change-${what}` },
    meta: { title: `account.change_${what}` },
  })),
]

const kRoutes: RouteRecordRaw[] = [
  { path: '/', component: () => import('@/pages/SignInPage.vue'), meta: { title: 'signin.title' } },
  { path: '/recover', component: () => import('@/pages/RecoverPage.vue'), meta: { title: 'recover.title' } },
  { path: '/demo/outbox', component: () => import('@/pages/OutboxPage.vue'), meta: { title: 'outbox.title' } },
  {
    path: '/account-centre',
    component: () => import('@/layout/AccountLayout.vue'),
    redirect: '/home',
    children: kAccountPages,
    meta: { account: true },
  },
  { path: '/:rest(.*)*', name: 'lost', component: () => import('@/pages/LostPage.vue'), meta: { title: 'lost.title' } },
]

async function signedIn(): Promise<boolean> {
  if (me.value) return true
  try {
    await loadMe()
    return true
  } catch (error) {
    if (error instanceof Refusal && error.problem.status === 401) return false
    throw error
  }
}

export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: kRoutes,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(async (to) => {
    try {
      if (!bureau.value) await loadBureau()
      if (to.meta.account) return (await signedIn()) || { path: '/', replace: true }
      if (to.path === '/' && bureau.value?.signed_in && (await signedIn())) return { path: '/home', replace: true }
    } catch {
      // The server does not answer: the page itself says so and offers to try again.
    }
    return true
  })
  router.afterEach(async (to, from) => {
    if (to.path === from.path) return
    ageFlash()
    if (from.matched.length === 0) return
    // Whatever ended or changed elsewhere shows at the next step, on pages that ask for nothing themselves too.
    if (to.meta.account && from.meta.account && me.value) loadMe().catch(() => {})
    await nextTick()
    // A reader hears the title of the new page, and the keyboard goes on from there.
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  })
  return router
}
