import { nextTick } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import type { RouteLocationNormalized, RouteRecordRaw, Router } from 'vue-router'
import { Refusal } from '@/api/http'
import type { MessageKey } from '@/i18n'
import { bureau, loadBureau } from '@/state/bureau'
import { ageFlash } from '@/state/flash'
import { isOnward, keepOnward } from '@/state/onward'
import { loadMe, me } from '@/state/session'

declare module 'vue-router' {
  interface RouteMeta {
    title?: MessageKey
    /** Only for the signed-in. */
    account?: boolean
    /** Only for the signed-in, whoever they are; one comes back here after signing in. */
    onward?: boolean
    /** Only for officers of the bureau. */
    office?: boolean
  }
}

const kAccountPages: RouteRecordRaw[] = [
  { path: '/home', component: () => import('@/pages/HomePage.vue'), meta: { title: 'nav.home' } },
  { path: '/identity', component: () => import('@/pages/IdentityPage.vue'), meta: { title: 'nav.identity' } },
  { path: '/associations', component: () => import('@/pages/AssociationsPage.vue'), meta: { title: 'nav.associations' } },
  { path: '/personnel', component: () => import('@/pages/personnel/PersonnelPage.vue'), meta: { title: 'nav.personnel' } },
  { path: '/personnel/permissions', component: () => import('@/pages/personnel/permissions/PermissionsPage.vue'), meta: { title: 'personnel.tab_permissions' } },
  { path: '/personnel/batch', component: () => import('@/pages/personnel/batch/BatchPage.vue'), meta: { title: 'personnel.tab_batch' } },
  { path: '/agencies', component: () => import('@/pages/engagements/EngagementsPage.vue'), props: { side: 'enterprise' }, meta: { title: 'nav.agencies' } },
  { path: '/clients', component: () => import('@/pages/engagements/EngagementsPage.vue'), props: { side: 'agency' }, meta: { title: 'nav.clients' } },
  { path: '/social-insurance', component: () => import('@/pages/FeeSystemPage.vue'), meta: { title: 'nav.fees' } },
  { path: '/account/card', component: () => import('@/pages/CardPage.vue'), meta: { title: 'card.title' } },
  { path: '/account/client-password', component: () => import('@/pages/ClientPasswordPage.vue'), meta: { title: 'account.client_password' } },
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

const kOfficePages: RouteRecordRaw[] = [
  { path: '/office', component: () => import('@/pages/office/OfficeHomePage.vue'), meta: { title: 'office.title' } },
  { path: '/office/search', component: () => import('@/pages/office/SearchPage.vue'), meta: { title: 'office.search' } },
  { path: '/office/collect', component: () => import('@/pages/office/CollectPage.vue'), meta: { title: 'office.collect' } },
  { path: '/office/disputes', component: () => import('@/pages/office/DisputesPage.vue'), meta: { title: 'office.disputes' } },
  { path: '/office/requests', component: () => import('@/pages/office/RequestsPage.vue'), meta: { title: 'office.requests' } },
  { path: '/office/profile', component: () => import('@/pages/office/ProfilePage.vue'), meta: { title: 'office.profile' } },
  { path: '/office/officers', component: () => import('@/pages/office/OfficersPage.vue'), meta: { title: 'office.officers' } },
  { path: '/office/clients', component: () => import('@/pages/office/ClientsPage.vue'), meta: { title: 'office.clients' } },
  { path: '/office/audit', component: () => import('@/pages/office/AuditPage.vue'), meta: { title: 'office.audit' } },
]

const kRoutes: RouteRecordRaw[] = [
  { path: '/', component: () => import('@/pages/SignInPage.vue'), meta: { title: 'signin.title' } },
  { path: '/recover', component: () => import('@/pages/RecoverPage.vue'), props: { kind: 'recovery' }, meta: { title: 'recover.title' } },
  { path: '/register', component: () => import('@/pages/RecoverPage.vue'), props: { kind: 'registration' }, meta: { title: 'register.title' } },
  { path: '/authorize', component: () => import('@/pages/onward/AuthorizePage.vue'), meta: { title: 'onward.title', onward: true } },
  { path: '/device', component: () => import('@/pages/onward/DevicePage.vue'), meta: { title: 'device.title', onward: true } },
  { path: '/trial', component: () => import('@/pages/onward/TrialPage.vue'), meta: { title: 'trial.title' } },
  { path: '/sign-out', component: () => import('@/pages/onward/SignOutPage.vue'), meta: { title: 'signout.title' } },
  { path: '/demo/outbox', component: () => import('@/pages/OutboxPage.vue'), meta: { title: 'outbox.title' } },
  {
    path: '/account-centre',
    component: () => import('@/layout/AccountLayout.vue'),
    redirect: '/home',
    children: kAccountPages,
    meta: { account: true },
  },
  { path: '/office/sign-in', component: () => import('@/pages/office/OfficeSignInPage.vue'), meta: { title: 'office.sign_in' } },
  {
    path: '/office-console',
    component: () => import('@/layout/OfficeLayout.vue'),
    redirect: '/office',
    children: kOfficePages,
    meta: { office: true },
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

const isOfficer = (): boolean => me.value?.identity.kind === 'office'
/** Where one belongs instead: taxpayers and officers have their own pages, and who is signed in need not sign in. */
async function otherPlace(to: RouteLocationNormalized): Promise<string | undefined> {
  if (to.meta.onward && !to.query.problem && !(await signedIn())) {
    keepOnward(to.fullPath)
    return '/'
  }
  // A relying party wants a sign-in, or one more: whoever is signed in already.
  if (to.path === '/' && isOnward(to.query.continue)) {
    keepOnward(to.query.continue)
    return undefined
  }
  const entrance = to.path === '/' || to.path === '/office/sign-in'
  if (to.meta.account) return !(await signedIn()) ? '/' : isOfficer() ? '/office' : undefined
  if (to.meta.office) return (await signedIn()) && isOfficer() ? undefined : '/office/sign-in'
  if (!entrance || !bureau.value?.signed_in || !(await signedIn())) return undefined
  if (isOfficer()) return '/office'
  return to.path === '/' ? '/home' : undefined
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
      const elsewhere = await otherPlace(to)
      if (elsewhere) return { path: elsewhere, replace: true }
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
    if ((to.meta.account || to.meta.office) && from.matched.length && me.value) loadMe().catch(() => {})
    await nextTick()
    // A reader hears the title of the new page, and the keyboard goes on from there.
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  })
  return router
}
