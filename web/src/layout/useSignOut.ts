import { ref } from 'vue'
import { useRouter } from 'vue-router'
import { t } from '@/i18n'
import { loadBureau } from '@/state/bureau'
import { tell, tellHere } from '@/state/flash'
import { me, signOut } from '@/state/session'
import { troubleText } from '@/ui/trouble'

/** Ends the session, and goes to `outside`; says so where it fails. */
export function useSignOut(outside: () => string) {
  const router = useRouter()
  const leaving = ref(false)
  async function leave(): Promise<void> {
    if (leaving.value) return
    leaving.value = true
    try {
      await signOut()
    } catch (error) {
      if (me.value) return tellHere({ code: 'sign-out', level: 'error', text: troubleText(error) })
    } finally {
      leaving.value = false
    }
    tell({ code: 'signed-out', level: 'success', text: t('session.signed_out') })
    await loadBureau().catch(() => {})
    await router.replace(outside())
  }
  return { leaving, leave }
}
